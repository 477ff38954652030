import type { UnitState } from '@unitfleet/contracts';
import { addressesOf, fileSystemOf } from './unit-state';

const stateWith = (lists: Partial<UnitState>): UnitState => ({
  ifconfig: [],
  millis: null,
  memFree: null,
  memAlloc: null,
  freq: null,
  statvfs: [],
  puCommitVersion: null,
  ...lists,
});

describe('addressesOf', () => {
  it('leaves text as it is', () => {
    expect(addressesOf(stateWith({ ifconfig: ['10.0.0.2', '255.255.255.0'] }))).toEqual([
      '10.0.0.2',
      '255.255.255.0',
    ]);
  });

  it('writes what is no text as JSON, so that the schema holds', () => {
    expect(addressesOf(stateWith({ ifconfig: [1, null, { eth0: 'up' }] }))).toEqual([
      '1',
      'null',
      '{"eth0":"up"}',
    ]);
  });
});

describe('fileSystemOf', () => {
  it('leaves numbers as they are', () => {
    expect(fileSystemOf(stateWith({ statvfs: [4096, 0, 1.5] }))).toEqual([4096, 0, 1.5]);
  });

  it.each([['4096'], [null], [[1]], [Number.NaN]])('knows nothing when a place holds %j', (entry) => {
    expect(fileSystemOf(stateWith({ statvfs: [4096, entry, 3] }))).toEqual([]);
  });
});
