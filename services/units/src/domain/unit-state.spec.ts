import { parseDeviceState } from './unit-state';

const bytes = (text: string) => new TextEncoder().encode(text);
const parse = (value: unknown) => parseDeviceState(bytes(JSON.stringify(value)));

const NOTHING = {
  ifconfig: [],
  millis: null,
  memFree: null,
  memAlloc: null,
  freq: null,
  statvfs: [],
  puCommitVersion: null,
};

describe('parseDeviceState', () => {
  it('takes the known keys and drops the others', () => {
    const state = {
      ifconfig: ['10.0.0.2', '255.255.255.0'],
      millis: 1700000000000,
      mem_free: 1.5,
      mem_alloc: 2,
      freq: 240000000,
      statvfs: [1, 2, 3],
      pu_commit_version: 'abc',
      secret: 'x',
    };
    expect(parse(state)).toEqual({
      ifconfig: ['10.0.0.2', '255.255.255.0'],
      millis: 1700000000000,
      memFree: 1.5,
      memAlloc: 2,
      freq: 240000000,
      statvfs: [1, 2, 3],
      puCommitVersion: 'abc',
    });
  });

  it('makes nothing of wrong types', () => {
    const wrong = { ifconfig: 'x', millis: '1', mem_free: {}, freq: null, statvfs: 3, pu_commit_version: 5 };
    expect(parse(wrong)).toEqual(NOTHING);
  });

  it('counts booleans', () => {
    expect(parse({ millis: true, freq: false })).toMatchObject({ millis: 1, freq: 0 });
  });

  it.each([
    ['an empty text', ''],
    ['text with a NUL', 'a\u0000b'],
    ['an endless text', 'a'.repeat(300)],
  ])('takes %s for no version', (_, version) => {
    expect(parse({ pu_commit_version: version })).toEqual(NOTHING);
  });

  it.each([
    ['a list', '[]'],
    ['null', 'null'],
    ['text', '"x"'],
    ['no JSON', '{'],
    ['nothing', ''],
  ])('refuses %s', (_, text) => {
    expect(parseDeviceState(bytes(text))).toBeNull();
  });

  it('refuses what is not UTF-8', () => {
    expect(parseDeviceState(new Uint8Array([0x7b, 0xff, 0x7d]))).toBeNull();
  });
});
