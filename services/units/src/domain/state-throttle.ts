/** Devices send at the interval itself: half of it forgives jitter (`docs/protocol/device.md`, oddity B9). */
const TOLERANCE = 0.5;

/** One state and what is known of the device before it; times in milliseconds. */
export interface ArrivingState {
  readonly receivedAt: number;
  readonly version: string | null;
  readonly previous: {
    readonly receivedAt: number;
    readonly version: string | null;
    readonly isUpdateUnderWay: boolean;
  } | null;
  /** When the device last connected; null when that is not known. */
  readonly connectedAt: number | null;
  readonly intervalMs: number;
}

export type StateVerdict = 'keep' | 'too-early' | 'outdated';

/**
 * Whether a state is kept. One that is older than what is known is not; one that comes too early is not either,
 * unless it says something: another version, the first word after a connect, or an answer to an Update.
 */
export const judgeState = (state: ArrivingState): StateVerdict => {
  const { previous, receivedAt, version } = state;
  if (previous === null) return 'keep';
  if (receivedAt <= previous.receivedAt) return 'outdated';
  if (receivedAt - previous.receivedAt >= state.intervalMs * TOLERANCE) return 'keep';
  if (version !== null && version !== previous.version) return 'keep';
  if (previous.isUpdateUnderWay) return 'keep';
  const isFirstSinceConnect = state.connectedAt !== null && state.connectedAt > previous.receivedAt;
  return isFirstSinceConnect ? 'keep' : 'too-early';
};
