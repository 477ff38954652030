export interface ReconnectPauseOptions {
  /** 1,000 unless said otherwise. */
  firstMs?: number;
  /** 30,000 unless said otherwise. */
  longestMs?: number;
  random?: () => number;
}

/**
 * Pauses between attempts to connect: each twice as long as the one before up to a limit, and then anything between
 * half of that and all of it, so that devices that lost the same broker do not all come back in the same second.
 */
export class ReconnectPause {
  private readonly firstMs: number;
  private readonly longestMs: number;
  private readonly random: () => number;
  private attempts = 0;

  constructor({ firstMs = 1_000, longestMs = 30_000, random = Math.random }: ReconnectPauseOptions = {}) {
    this.firstMs = firstMs;
    this.longestMs = longestMs;
    this.random = random;
  }

  /** Milliseconds before the next attempt. */
  next(): number {
    const full = Math.min(this.longestMs, this.firstMs * 2 ** this.attempts);
    this.attempts = Math.min(this.attempts + 1, 30);
    return Math.round(full * (0.5 + this.random() / 2));
  }

  reset(): void {
    this.attempts = 0;
  }
}
