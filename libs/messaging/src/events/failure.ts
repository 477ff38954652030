import { isDomainError } from '@unitfleet/contracts';

/** What a failed attempt means for the message. */
export type Verdict = 'engine-away' | 'hopeless' | 'failed';

/** Codes of what passes by itself, however long it takes. */
const PASSING: ReadonlySet<string> = new Set(['Unavailable', 'TooManyRequests']);

const BACKOFF_MS = [200, 500, 1_000, 2_000, 5_000, 10_000, 30_000];

/** How long to wait before the next attempt, in milliseconds. */
export const backoff = (attempt: number): number =>
  BACKOFF_MS[Math.min(Math.max(attempt, 1), BACKOFF_MS.length) - 1]!;

/**
 * Judges a failure. While something is away that the service needs, no message is to blame, and giving up on messages
 * would lose all that come meanwhile; what nobody can read, or a rule refuses, fails for ever.
 */
export const judge = async (error: unknown, isReady: () => Promise<boolean>): Promise<Verdict> => {
  if (isDomainError(error)) {
    if (error.class.delivery === 'dead-letter') return 'hopeless';
    if (PASSING.has(error.errorCode)) return 'engine-away';
  }
  return (await isReady()) ? 'failed' : 'engine-away';
};
