import { setTimeout as delay } from 'node:timers/promises';

/** Repeats `check` until it neither throws nor gives `false`; the limit of the test is the limit. */
export async function until(check: () => unknown): Promise<void> {
  for (;;) {
    try {
      if ((await check()) !== false) return;
    } catch {
      // Not yet.
    }
    await delay(5);
  }
}
