import type { Zone } from '../options';

/** Refills at a rate and holds what comes in a second; may be overdrawn, and then says for how long. */
export class Bucket {
  private left: number;
  private at = Date.now();
  /** Whoever may do something only every few seconds may do it once at least. */
  private readonly capacity: number;

  constructor(private readonly perSecond: number) {
    this.capacity = Math.max(1, perSecond);
    this.left = this.capacity;
  }

  /** Returns for how many milliseconds there is nothing left. */
  take(count: number): number {
    this.refill();
    this.left -= count;
    return this.left < 0 ? this.time(-this.left) : 0;
  }

  /** Milliseconds until one can be taken without overdrawing. */
  missing(): number {
    this.refill();
    return this.left < 1 ? this.time(1 - this.left) : 0;
  }

  private refill(): void {
    const now = Date.now();
    const seconds = Math.max(0, now - this.at) / 1000;
    this.at = now;
    this.left = Math.min(this.capacity, this.left + seconds * this.perSecond);
  }

  private time(count: number): number {
    return Math.ceil((count / this.perSecond) * 1000);
  }
}

/** How fast one connection may send: a client above its rate is read more slowly, as in EMQX. */
export class RateLimiter {
  private constructor(
    private readonly messages: Bucket | null,
    private readonly bytes: Bucket | null,
  ) {}

  /** Null for a zone without limits. */
  static forZone({ messagesPerSecond, bytesPerSecond }: Zone): RateLimiter | null {
    if (messagesPerSecond === 0 && bytesPerSecond === 0) return null;
    return new RateLimiter(bucket(messagesPerSecond), bucket(bytesPerSecond));
  }

  /** A message has come; returns for how many milliseconds to stop reading. */
  takeMessage(): number {
    return this.messages?.take(1) ?? 0;
  }

  /** Bytes have come, whatever they are. */
  takeBytes(count: number): number {
    return this.bytes?.take(count) ?? 0;
  }
}

/** Null when there is no limit. */
export function bucket(perSecond: number): Bucket | null {
  return perSecond > 0 ? new Bucket(perSecond) : null;
}
