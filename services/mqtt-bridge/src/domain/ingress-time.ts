/** Of the real speed: rates and windows go on, and the clock that was stepped back catches up. */
const SLOWED_SPEED = 0.5;

/**
 * Times of acceptance in whole milliseconds: they never go back. While the clock is behind what was given out before,
 * because it was stepped back, time goes on from there at half its speed; it never stands still, or nothing that waits
 * for time to pass would happen until the clock has caught up.
 */
export class IngressTime {
  private last = 0;
  /** Where time was slowed down; null at the clock's own time. */
  private slowedAt: { readonly timeMs: number; readonly monotonicMs: number } | null = null;

  constructor(
    private readonly clock: { now(): number },
    private readonly monotonicMs: () => number = () => performance.now(),
  ) {}

  next(): number {
    const now = Math.floor(this.clock.now());
    if (now >= this.last) {
      this.slowedAt = null;
      this.last = now;
    } else this.last = this.slowed();
    return this.last;
  }

  /** Nothing is given out from before this time, which a former life has given out. */
  startFrom(timeMs: number): void {
    this.last = Math.max(this.last, timeMs);
  }

  private slowed(): number {
    this.slowedAt ??= { timeMs: this.last, monotonicMs: this.monotonicMs() };
    const { timeMs, monotonicMs } = this.slowedAt;
    return Math.max(this.last, Math.floor(timeMs + (this.monotonicMs() - monotonicMs) * SLOWED_SPEED));
  }
}
