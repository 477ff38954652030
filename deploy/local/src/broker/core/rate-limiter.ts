import type { Zone } from '../options';

/** Token bucket of one connection, a second deep: a client above its rate is read more slowly, as in EMQX. */
export class RateLimiter {
  private messages: number;
  private bytes: number;
  private at = Date.now();

  private constructor(private readonly zone: Zone) {
    this.messages = zone.messagesPerSecond;
    this.bytes = zone.bytesPerSecond;
  }

  /** Null for a zone without limits. */
  static forZone(zone: Zone): RateLimiter | null {
    return zone.messagesPerSecond > 0 || zone.bytesPerSecond > 0 ? new RateLimiter(zone) : null;
  }

  /** Takes one message of so many bytes; returns for how many milliseconds to stop reading. */
  take(bytes: number): number {
    const now = Date.now();
    const seconds = (now - this.at) / 1000;
    this.at = now;
    const { messagesPerSecond, bytesPerSecond } = this.zone;
    this.messages = Math.min(messagesPerSecond, this.messages + seconds * messagesPerSecond) - 1;
    this.bytes = Math.min(bytesPerSecond, this.bytes + seconds * bytesPerSecond) - bytes;
    const wait = (left: number, rate: number) => (rate > 0 && left < 0 ? (-left / rate) * 1000 : 0);
    return Math.ceil(Math.max(wait(this.messages, messagesPerSecond), wait(this.bytes, bytesPerSecond)));
  }
}
