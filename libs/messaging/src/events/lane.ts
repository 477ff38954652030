import type { JsMsg } from '@nats-io/jetstream';

/** How often the server hears that held messages are being worked on, in milliseconds. */
const SIGN_OF_LIFE_MS = 10_000;

/**
 * The messages that a consumer holds: handled in order, so many side by side, and kept from being delivered again
 * meanwhile, however long the one in front takes.
 */
export class Lane {
  private readonly waiting: JsMsg[] = [];
  private readonly running = new Map<JsMsg, Promise<void>>();
  private readonly signs: NodeJS.Timeout;
  private isClosed = false;
  private onRoom: () => void = () => undefined;

  /** @param settle handles a message and acknowledges it in one way or another; must not fail. */
  constructor(
    private readonly concurrency: number,
    private readonly settle: (message: JsMsg) => Promise<void>,
  ) {
    this.signs = setInterval(() => {
      for (const message of [...this.running.keys(), ...this.waiting]) message.working();
    }, SIGN_OF_LIFE_MS);
    this.signs.unref();
  }

  add(message: JsMsg): void {
    if (this.isClosed) return message.nak();
    this.waiting.push(message);
    this.advance();
  }

  /** Resolves when at most `count` messages are held. */
  async atMost(count: number): Promise<void> {
    while (!this.isClosed && this.waiting.length + this.running.size > count)
      await new Promise<void>((resolve) => {
        this.onRoom = resolve;
      });
  }

  /** Gives back what has not begun and waits for what has. */
  async close(): Promise<void> {
    this.isClosed = true;
    for (const message of this.waiting.splice(0)) message.nak();
    this.onRoom();
    await Promise.all(this.running.values());
    clearInterval(this.signs);
  }

  private advance(): void {
    while (this.running.size < this.concurrency && this.waiting.length > 0) {
      const message = this.waiting.shift()!;
      const run = this.settle(message).then(() => {
        this.running.delete(message);
        this.advance();
        this.onRoom();
      });
      this.running.set(message, run);
    }
  }
}
