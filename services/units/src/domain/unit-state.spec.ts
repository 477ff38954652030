import { parseDeviceState } from './unit-state';

const bytes = (text: string) => new TextEncoder().encode(text);
const RECEIVED = Date.parse('2025-05-05T05:05:05.555Z');
const read = (payload: Uint8Array) => parseDeviceState(payload, RECEIVED);
const parse = (value: unknown) => read(bytes(JSON.stringify(value)));

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
    expect(parse({ mem_free: true, freq: false })).toMatchObject({ memFree: 1, freq: 0 });
  });

  it.each([
    [1_746_417_600_000, 1_746_417_600_000],
    [1_746_417_600_000.5, 1_746_417_600_000.5],
    [RECEIVED + 86_400_000, RECEIVED + 86_400_000],
    // Without NTP: ticks since the start, or a calendar that begins in 2000.
    [123_456, RECEIVED],
    [Date.UTC(2000, 0, 1), RECEIVED],
    [RECEIVED + 86_400_001, RECEIVED],
    [0, RECEIVED],
    [-5, RECEIVED],
    [true, RECEIVED],
    ['1746417600000', null],
  ])('B21: millis %p are %p', (told, kept) => {
    expect(parse({ millis: told })?.millis).toBe(kept);
  });

  it('keeps lists that are what they should be, and no more of others than can be shown', () => {
    const statvfs = [4096, 4096, 1, 2, 3, 0, 0, 0, 0, 255];
    expect(parse({ statvfs, ifconfig: ['10.0.0.2', null, { eth0: ['up'] }] })).toMatchObject({
      statvfs,
      ifconfig: ['10.0.0.2', null, { eth0: ['up'] }],
    });
    expect(parse({ statvfs: Array(5_000).fill(1), ifconfig: ['x'.repeat(5_000)] })).toEqual(NOTHING);
  });

  it('survives a list that is nested without end', () => {
    const deep = '['.repeat(100_000) + ']'.repeat(100_000);
    expect(read(bytes(`{"ifconfig":${deep}}`))?.ifconfig).toEqual([[[[null]]]]);
  });

  it('takes nothing of a number that is none', () => {
    expect(read(bytes('{"mem_free":1e999,"freq":-1e999}'))).toEqual(NOTHING);
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
    expect(read(bytes(text))).toBeNull();
  });

  it('refuses what is not UTF-8', () => {
    expect(read(new Uint8Array([0x7b, 0xff, 0x7d]))).toBeNull();
  });
});
