import { describe, expect, it } from 'vitest';
import type { FleetSearch } from '../fleet-search';
import { shownThings } from './shown-things';
import { stateOf, type Thing, type UnitFacts } from './thing';

const facts: UnitFacts = {
  creatorUuid: 'me',
  isOnline: true,
  lastSeenDatetime: null,
  firmwareUpdateStatus: null,
  currentCommitVersion: 'a',
  targetCommit: 'a',
};

const things = new Map(
  (
    [
      { uuid: 'g', kind: 'registry', name: 'firmware', parent: null },
      { uuid: 'r1', kind: 'repo', name: 'lamps', parent: 'g' },
      { uuid: 'r2', kind: 'repo', name: 'fans', parent: 'g' },
      { uuid: 'lamp', kind: 'unit', name: 'Hall lamp', parent: 'r1', unit: facts },
      {
        uuid: 'fan',
        kind: 'unit',
        name: 'Hall fan',
        parent: 'r2',
        unit: { ...facts, creatorUuid: 'other', isOnline: false, targetCommit: 'b' },
      },
      { uuid: 'out', kind: 'node', name: 'speed', parent: 'fan', direction: 'OUTPUT' },
    ] satisfies Thing[]
  ).map((thing) => [thing.uuid, thing]),
);

const shown = (search: FleetSearch) =>
  [...things.values()].filter(shownThings(things, search, 'me')).map(({ uuid }) => uuid);

describe('things that are shown', () => {
  it('are all without filters', () => {
    expect(shown({})).toHaveLength(things.size);
  });

  it('are Units that pass, with their roots and nodes', () => {
    expect(shown({ q: 'fan HALL' })).toEqual(['g', 'r2', 'fan', 'out']);
    expect(shown({ online: true })).toEqual(['g', 'r1', 'lamp']);
    expect(shown({ outdated: true, repo: 'r2' })).toEqual(['g', 'r2', 'fan', 'out']);
    expect(shown({ mine: true, repo: 'r2' })).toEqual([]);
  });

  it('are without hidden kinds', () => {
    expect(shown({ hide: ['node', 'registry'], q: 'fan' })).toEqual(['r2', 'fan']);
  });
});

describe('state of a Unit', () => {
  it('is what is most worth knowing', () => {
    expect(stateOf(facts)).toBe('online');
    expect(stateOf({ ...facts, isOnline: false })).toBe('offline');
    expect(stateOf({ ...facts, targetCommit: 'b' })).toBe('outdated');
    expect(stateOf({ ...facts, targetCommit: 'b', firmwareUpdateStatus: 'REQUEST_SENT' })).toBe('updating');
    expect(stateOf({ ...facts, isOnline: false, firmwareUpdateStatus: 'ERROR' })).toBe('error');
    expect(stateOf({ ...facts, currentCommitVersion: null })).toBe('online');
  });
});
