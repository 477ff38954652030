import { effectOfReport, requireSyncAllowed, type SyncState } from './sync-state';

const NOW = Date.UTC(2026, 0, 1);
const state = (changes: Partial<SyncState> = {}): SyncState => ({
  syncStatus: 'Processing',
  syncLastDatetime: new Date(NOW - 9_999),
  syncRequestId: 'current',
  mirrorVersion: 4,
  ...changes,
});

it('guards a synchronisation under way, for the interval', () => {
  expect(() => requireSyncAllowed(state(), NOW, 10)).toThrow(/^422: 13: /);
  expect(() => requireSyncAllowed(state(), NOW + 1, 10)).not.toThrow();
  expect(() => requireSyncAllowed(state({ syncStatus: 'Error' }), NOW, 10)).not.toThrow();
  expect(() => requireSyncAllowed(state({ syncLastDatetime: null }), NOW, 10)).not.toThrow();
});

it.each([
  ['the awaited answer', {}, 'current', 5, true, true],
  ['the awaited answer, overtaken by a newer report', {}, 'current', 3, true, false],
  ['the answer to a request that was replaced', {}, 'former', 5, false, true],
  ['an old report while nothing is awaited', { syncRequestId: null }, 'former', 4, false, false],
  ['a mirror that was fetched again by itself', { syncRequestId: null }, 'own', 5, true, true],
] as const)('%s', (_what, changes, requestId, mirrorVersion, setsStatus, setsContent) => {
  expect(effectOfReport(state(changes), { requestId, mirrorVersion })).toEqual({ setsStatus, setsContent });
});
