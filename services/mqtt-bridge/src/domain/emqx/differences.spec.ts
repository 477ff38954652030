import { differences, merged } from './differences';

describe('differences', () => {
  it('are named by path; what nobody wants may be anything', () => {
    const actual = { mqtt: { max_inflight: 32, upgrade_qos: true, strict_mode: false }, other: 1 };
    expect(differences({ mqtt: { max_inflight: 32, upgrade_qos: false }, more: { a: 1 } }, actual)).toEqual([
      'mqtt.upgrade_qos',
      'more.a',
    ]);
    expect(differences({ mqtt: { max_inflight: 32 } }, actual)).toEqual([]);
  });

  it.each([
    ['10m', '600s'],
    ['1h30m', '90m'],
    ['5s', '5000ms'],
    ['1MB', '1024KB'],
    ['30/s', '30/1s'],
    ['1MB/s', '1024KB/s'],
    ['20/s', '200/10s'],
  ])('are none between %s and %s', (wanted, actual) => {
    expect(differences({ value: wanted }, { value: actual })).toEqual([]);
  });

  it.each([
    ['10m', '10s'],
    ['1MB', '1KB'],
    ['30/s', '30/m'],
    ['infinity', '30/s'],
    ['allow', 'deny'],
  ])('are one between %s and %s', (wanted, actual) => {
    expect(differences({ value: wanted }, { value: actual })).toEqual(['value']);
  });

  it('are in the order of lists, and between a text and a number', () => {
    expect(differences({ list: ['a', 'b'] }, { list: ['b', 'a'] })).toEqual(['list']);
    expect(differences({ value: 1 }, { value: '1' })).toEqual(['value']);
  });
});

describe('merged', () => {
  it('has what is wanted, and keeps the rest', () => {
    expect(merged({ a: { b: 1, c: 2 }, d: [1], e: 5 }, { a: { b: 9 }, d: [2, 3] })).toEqual({
      a: { b: 9, c: 2 },
      d: [2, 3],
      e: 5,
    });
  });
});
