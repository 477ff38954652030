import { setTimeout as delay } from 'node:timers/promises';

export interface EventuallyOptions {
  /**
   * Default 150,000. Generous on purpose: a passing test never waits for it. Shorter than the limit of a test, so that
   * its message is what a failing one ends with.
   */
  timeoutMs?: number;
  /** Default 20. */
  intervalMs?: number;
  /** What is awaited, for the error message. */
  what?: string;
}

/**
 * Awaits an effect in another process: repeats `check` until it neither throws nor gives `false` or `null`, and
 * gives its value. A check that only has `expect(...)` in it works; one that looks something up says `?? null`.
 * @throws Error that holds the last failure when the time is over
 */
export async function eventually<T>(
  check: () => T | Promise<T>,
  { timeoutMs = 150_000, intervalMs = 20, what }: EventuallyOptions = {},
): Promise<Exclude<T, false | null>> {
  const deadline = Date.now() + timeoutMs;
  for (let attempts = 1; ; attempts += 1) {
    let failure: unknown;
    let value: T | undefined;
    try {
      value = await check();
      if (value !== false && value !== null) return value as Exclude<T, false | null>;
    } catch (error) {
      failure = error;
    }
    if (Date.now() >= deadline) {
      const last = failure instanceof Error ? failure.message : `the check gave ${String(value)}`;
      const subject = what ?? 'The expected effect';
      throw new Error(
        `${subject} did not come within ${timeoutMs} ms (${attempts} checks); at last: ${last}`,
        {
          cause: failure,
        },
      );
    }
    await delay(intervalMs);
  }
}
