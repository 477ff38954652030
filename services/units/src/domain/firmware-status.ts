import { DomainError, type FirmwareUpdateStatus } from '@unitfleet/contracts';

/** How far a Unit is with its last Update (`docs/protocol/device.md 6.4`). */
export interface FirmwareProgress {
  readonly status: FirmwareUpdateStatus | null;
  readonly error: string | null;
  /** When the Update that is under way was sent. */
  readonly sentAt: Date | null;
  /** Commit that the last Update named. */
  readonly targetCommit: string | null;
}

export type FirmwareHappening =
  | { readonly kind: 'requested'; readonly commit: string; readonly at: Date }
  /** The broker took the command. */
  | { readonly kind: 'published'; readonly at: Date }
  | { readonly kind: 'publish-failed'; readonly reason: string }
  /** The device said which version it runs. */
  | { readonly kind: 'reported'; readonly version: string | null; readonly at: Date }
  /** Time went by. */
  | { readonly kind: 'looked-at'; readonly at: Date };

const failed = (progress: FirmwareProgress, error: string): FirmwareProgress => ({
  ...progress,
  status: 'Error',
  error,
  sentAt: null,
});

const late = (progress: FirmwareProgress): FirmwareProgress =>
  failed(
    progress,
    new DomainError('Update', `the device did not report version ${progress.targetCommit} in time`).message,
  );

const isLate = (progress: FirmwareProgress, at: Date, patienceMs: number): boolean =>
  progress.status === 'RequestSent' &&
  progress.sentAt !== null &&
  at.getTime() - progress.sentAt.getTime() > patienceMs;

/**
 * The next step of an Update. An Error ends with the state that reports the target after all, and a silent device's
 * RequestSent ends by time (`docs/protocol/device.md`, oddity B10). `patienceMs` is two state intervals.
 */
export const nextFirmware = (
  progress: FirmwareProgress,
  happening: FirmwareHappening,
  patienceMs: number,
): FirmwareProgress => {
  switch (happening.kind) {
    case 'requested':
      return { status: 'RequestSent', error: null, sentAt: happening.at, targetCommit: happening.commit };
    case 'published':
      return { ...progress, status: 'RequestSent', error: null, sentAt: happening.at };
    case 'publish-failed':
      return failed(progress, happening.reason);
    case 'reported': {
      const isUnsettled = progress.status === 'RequestSent' || progress.status === 'Error';
      if (isUnsettled && happening.version !== null && happening.version === progress.targetCommit)
        return { ...progress, status: 'Success', error: null, sentAt: null };
      return isLate(progress, happening.at, patienceMs) ? late(progress) : progress;
    }
    case 'looked-at':
      return isLate(progress, happening.at, patienceMs) ? late(progress) : progress;
  }
};
