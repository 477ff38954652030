import type { LogEntry } from './log-file';

export interface LogUplinkOptions {
  isConnected: () => boolean;
  /** Sends one message to the log topic; rejects if it could not be sent. */
  publish: (payload: string) => Promise<void>;
  /** Entries that may wait; the oldest are dropped first. */
  maxWaiting: () => number;
  /** Bytes of one message. */
  maxBytes: number;
}

/**
 * The way of log entries to the platform. An entry goes at once while nothing is under way; what gathers meanwhile,
 * or while the broker is away, goes together (docs/protocol/device.md 7.3: one object or an array).
 */
export class LogUplink {
  private waiting: LogEntry[] = [];
  private sending?: Promise<void>;

  constructor(private readonly options: LogUplinkOptions) {}

  send(entry: LogEntry): void {
    this.waiting.push(entry);
    this.trim();
    this.flush();
  }

  /** Sends what waits, if the broker is there. */
  flush(): void {
    if (this.sending || this.waiting.length === 0 || !this.options.isConnected()) return;
    this.sending = this.drain().finally(() => (this.sending = undefined));
  }

  /** Resolves when nothing is under way, or when that takes too long. */
  async idleOrLate(limitMs = 2_000): Promise<void> {
    if (!this.sending) return;
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<void>((resolve) => (timer = setTimeout(resolve, limitMs)));
    await Promise.race([this.sending, late]).finally(() => clearTimeout(timer));
  }

  /** Sends a whole log in as few messages as fit; what waited is in it. */
  async sendAll(entries: readonly LogEntry[]): Promise<void> {
    this.waiting = [];
    const messages = inMessages(entries, this.options.maxBytes);
    if (messages.length === 0) await this.options.publish('[]');
    for (const message of messages) await this.options.publish(JSON.stringify(message));
  }

  private async drain(): Promise<void> {
    while (this.waiting.length > 0 && this.options.isConnected()) {
      const [message = []] = inMessages(this.waiting, this.options.maxBytes);
      this.waiting.splice(0, message.length);
      try {
        await this.options.publish(JSON.stringify(message.length === 1 ? message[0] : message));
      } catch {
        this.waiting.unshift(...message);
        this.trim();
        return;
      }
    }
  }

  private trim(): void {
    const surplus = this.waiting.length - Math.max(1, this.options.maxWaiting());
    if (surplus > 0) this.waiting.splice(0, surplus);
  }
}

/** Divides entries, in order, so that each array is at most `maxBytes` of JSON; a text that alone is too long is cut. */
export function inMessages(entries: readonly LogEntry[], maxBytes: number): LogEntry[][] {
  const messages: LogEntry[][] = [];
  let room = 0;
  for (const entry of entries) {
    const fitting = cut(entry, maxBytes - 2);
    const bytes = bytesOf(fitting) + 1;
    if (messages.length === 0 || bytes > room) {
      messages.push([]);
      room = maxBytes - 1;
    }
    messages.at(-1)?.push(fitting);
    room -= bytes;
  }
  return messages;
}

function cut(entry: LogEntry, maxBytes: number): LogEntry {
  let fitting = entry;
  // A character takes up to six bytes of JSON, so that a few rounds may be needed.
  for (let surplus = bytesOf(fitting) - maxBytes; surplus > 0 && fitting.text.length > 1;) {
    const length = Math.max(0, fitting.text.length - Math.max(2, Math.ceil(surplus / 6)) - 1);
    fitting = { ...fitting, text: `${fitting.text.slice(0, length)}\u2026` };
    surplus = bytesOf(fitting) - maxBytes;
    if (length === 0) break;
  }
  return fitting;
}

function bytesOf(entry: LogEntry): number {
  return Buffer.byteLength(JSON.stringify(entry));
}
