import { DomainError, type RegistrySyncStatus } from '@unitfleet/contracts';

export interface SyncState {
  readonly syncStatus: RegistrySyncStatus | null;
  readonly syncLastDatetime: Date | null;
  readonly syncRequestId: string | null;
  readonly mirrorVersion: number;
}

/**
 * A synchronisation under way is not begun again within the interval, counted from its start (10B.16).
 *
 * @throws DomainError RepositoryRegistry.
 */
export const requireSyncAllowed = (state: SyncState, now: number, intervalSeconds: number): void => {
  if (state.syncStatus !== 'Processing' || !state.syncLastDatetime) return;
  if (now - state.syncLastDatetime.getTime() < intervalSeconds * 1_000)
    throw new DomainError(
      'RepositoryRegistry',
      `the repository is being synchronised, try again in ${intervalSeconds} seconds`,
    );
};

/** What a report of the builder changes. */
export interface ReportEffect {
  /** The report answers what is awaited, or nothing is awaited and it is news. */
  readonly setsStatus: boolean;
  /** The report is newer than what size and releases are from. */
  readonly setsContent: boolean;
}

/** Reports of success and failure travel separately: one may overtake the other, and an older one changes nothing. */
export const effectOfReport = (
  state: SyncState,
  report: { requestId: string; mirrorVersion: number },
): ReportEffect => {
  const isNews = report.mirrorVersion > state.mirrorVersion;
  const isAnswer = state.syncRequestId === report.requestId;
  return { setsStatus: isAnswer || (state.syncRequestId === null && isNews), setsContent: isNews };
};
