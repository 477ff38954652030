import { LRUCache } from 'lru-cache';
import type { Rate } from './rate';
import type { SharedCounts } from './shared-counts';

/** Part of a rate that a process counts before it tells the others. */
const REPORTS_PER_WINDOW = 20;
/** Callers that are remembered at once; the memory of the longest silent ones is given up first. */
const KEYS = 100_000;

interface Window {
  /** What is known to all, or was meant to be. */
  shared: number;
  reporting: number;
  unreported: number;
  endsAt: number;
}

/**
 * Counts callers against one rate without ever waiting for anything: this process counts by itself, adds its points
 * to the shared count in blocks of a twentieth of the rate, and learns from the answer what its replicas have
 * counted. So a caller gets at most one block per replica beyond the rate, and while the shared place is away each
 * process applies the whole rate by itself.
 */
export class RateCounter {
  private readonly windows = new LRUCache<string, Window>({ max: KEYS });
  private readonly block: number;

  constructor(
    private readonly rate: Rate,
    private readonly shared: SharedCounts | null,
    private readonly now: () => number,
  ) {
    this.block = Math.max(1, Math.floor(rate.points / REPORTS_PER_WINDOW));
  }

  /** Counts one request; answers how long the caller has to wait for the next, in milliseconds: 0 for not at all. */
  take(key: string): number {
    if (this.rate.points === 0) return 0;
    const now = this.now();
    let window = this.windows.get(key);
    if (!window || window.endsAt <= now) {
      window = { shared: 0, reporting: 0, unreported: 0, endsAt: now + this.rate.windowMs };
      this.windows.set(key, window);
    }
    if (window.shared + window.reporting + window.unreported >= this.rate.points) return window.endsAt - now;
    window.unreported += 1;
    if (this.shared && window.reporting === 0) void this.report(this.shared, key, window);
    return 0;
  }

  private async report(shared: SharedCounts, key: string, window: Window): Promise<void> {
    // What came in the meantime is the next block; a caller that is refused by now would not bring it on its way.
    while (window.unreported >= this.block) {
      const points = window.unreported;
      window.reporting = points;
      window.unreported = 0;
      try {
        const { count, endsInMs } = await shared.add(key, points);
        window.shared = count;
        window.endsAt = this.now() + Math.min(Math.max(endsInMs, 0), this.rate.windowMs);
      } catch {
        window.shared += points;
      }
      window.reporting = 0;
    }
  }
}
