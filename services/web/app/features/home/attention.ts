import type { HomeSummaryQuery } from './home.generated';

type Summary = HomeSummaryQuery['getFleetSummary'];

export interface Concern {
  readonly kind: 'updateErrors' | 'syncErrors' | 'dataPipeErrors' | 'outdated' | 'offline' | 'neverSeen';
  readonly count: number;
}

/** What somebody should look at, the worst first; devices that never came are apart from those that went. */
export const concernsOf = (summary: Summary, syncErrors: number): Concern[] => {
  const { updateErrors, dataPipeErrors, outdated, offline, neverSeen } = summary;
  const all: Concern[] = [
    { kind: 'updateErrors', count: updateErrors },
    { kind: 'syncErrors', count: syncErrors },
    // Null while it is not known.
    { kind: 'dataPipeErrors', count: dataPipeErrors ?? 0 },
    { kind: 'offline', count: offline - neverSeen },
    { kind: 'outdated', count: outdated },
    { kind: 'neverSeen', count: neverSeen },
  ];
  return all.filter(({ count }) => count > 0);
};
