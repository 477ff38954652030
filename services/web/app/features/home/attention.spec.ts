import { describe, expect, it } from 'vitest';
import { concernsOf } from './attention';

const summary = {
  units: 10,
  online: 10,
  offline: 0,
  neverSeen: 0,
  updating: 2,
  updateErrors: 0,
  outdated: 0,
  dataPipeErrors: 0,
};

describe('what needs attention', () => {
  it('is nothing when all is well', () => {
    expect(concernsOf(summary, 0)).toEqual([]);
    expect(concernsOf({ ...summary, dataPipeErrors: null }, 0)).toEqual([]);
  });

  it('begins with the worst, and tells who went from who never came', () => {
    const found = concernsOf(
      { ...summary, offline: 5, neverSeen: 2, outdated: 1, updateErrors: 4, dataPipeErrors: 6 },
      3,
    );
    expect(found).toEqual([
      { kind: 'updateErrors', count: 4 },
      { kind: 'syncErrors', count: 3 },
      { kind: 'dataPipeErrors', count: 6 },
      { kind: 'offline', count: 3 },
      { kind: 'outdated', count: 1 },
      { kind: 'neverSeen', count: 2 },
    ]);
    expect(concernsOf({ ...summary, offline: 2, neverSeen: 2 }, 0)).toEqual([
      { kind: 'neverSeen', count: 2 },
    ]);
  });
});
