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
  /** Nothing comes of it for now: the broker or the repository refused, or the device goes back each time. */
  | { readonly kind: 'failed'; readonly reason: string }
  /** The device said which version it runs; `current` is the one that an archive would hold now. */
  | {
      readonly kind: 'reported';
      readonly version: string | null;
      readonly current: string | null;
      readonly at: Date;
    }
  /** Time went by; `isUnsent` while the command waits for a device that does not listen. */
  | { readonly kind: 'looked-at'; readonly isUnsent: boolean; readonly at: Date };

const failed = (progress: FirmwareProgress, error: string): FirmwareProgress => ({
  ...progress,
  status: 'Error',
  error,
  sentAt: null,
});

const settled = (progress: FirmwareProgress): FirmwareProgress => ({
  ...progress,
  status: 'Success',
  error: null,
  sentAt: null,
});

const lateError = (targetCommit: string | null, isUnsent: boolean): string =>
  new DomainError(
    'Update',
    isUnsent
      ? `the device is not connected, the Update to version ${targetCommit} waits for it`
      : `the device did not report version ${targetCommit} in time`,
  ).message;

const afterTime = (
  progress: FirmwareProgress,
  { at, isUnsent }: { readonly at: Date; readonly isUnsent: boolean },
  patienceMs: number,
): FirmwareProgress => {
  const { status, sentAt, targetCommit } = progress;
  const isLate = status === 'RequestSent' && sentAt !== null && at.getTime() - sentAt.getTime() > patienceMs;
  return isLate ? failed(progress, lateError(targetCommit, isUnsent)) : progress;
};

/**
 * Whether a device runs what it was told to. It fetches the archive of the moment, so a target that has moved on since
 * the command counts as well.
 */
export const isAwaitedVersion = (
  version: string | null,
  awaited: { readonly targetCommit: string | null; readonly current: string | null },
): boolean => version !== null && (version === awaited.targetCommit || version === awaited.current);

/**
 * The next step of an Update. An Error ends with the state that reports the target after all, and a silent device's
 * RequestSent ends by time (`docs/protocol/device.md`, oddity B10); of an Update that nobody asked for nothing is
 * said. `patienceMs` is two state intervals.
 */
export const nextFirmware = (
  progress: FirmwareProgress,
  happening: FirmwareHappening,
  patienceMs: number,
): FirmwareProgress => {
  const { status, targetCommit } = progress;
  switch (happening.kind) {
    case 'requested':
      return { status: 'RequestSent', error: null, sentAt: happening.at, targetCommit: happening.commit };
    case 'published':
      // Its effect may have been quicker than the broker's answer.
      return status === 'Success' || targetCommit === null
        ? progress
        : { ...progress, status: 'RequestSent', error: null, sentAt: happening.at };
    case 'failed':
      return failed(progress, happening.reason);
    case 'reported': {
      if (targetCommit === null && status === null) return progress;
      if (isAwaitedVersion(happening.version, { targetCommit, current: happening.current }))
        return settled(progress);
      return afterTime(progress, { at: happening.at, isUnsent: false }, patienceMs);
    }
    case 'looked-at':
      return afterTime(progress, happening, patienceMs);
  }
};
