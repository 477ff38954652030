import { createInbox, type NatsConnection, type Subscription } from '@nats-io/nats-core';
import { DomainError } from '@unitfleet/contracts';
import { Patience } from './patience';
import { CREDIT, WINDOW_PARTS } from './stream-frames';

/** What one caller allows to be sent to it, as it says on its credit subject. */
export class Credits {
  readonly subject = createInbox();
  private available = WINDOW_PARTS;
  private hasLeft = false;
  private patience: Patience | null = null;
  private wake: (() => void) | null = null;
  private readonly subscription: Subscription;

  constructor(connection: NatsConnection) {
    this.subscription = connection.subscribe(this.subject, {
      callback: (_error, message) => this.hear(message.string()),
    });
  }

  /** False when the caller reads no further. */
  async take(deadlineMs: number): Promise<boolean> {
    if (this.available === 0 && !this.hasLeft) await this.more(deadlineMs);
    this.available -= 1;
    return !this.hasLeft;
  }

  close(): void {
    this.subscription.unsubscribe();
  }

  private hear(word: string): void {
    this.patience?.heard();
    if (word === CREDIT.alive) return;
    if (word === CREDIT.leave) this.hasLeft = true;
    else this.available += WINDOW_PARTS / 2;
    this.wake?.();
  }

  private async more(deadlineMs: number): Promise<void> {
    try {
      await new Promise<void>((resolve, reject) => {
        this.wake = resolve;
        this.patience = new Patience(deadlineMs, () =>
          reject(new DomainError('Unavailable', 'the caller stopped reading')),
        );
      });
    } finally {
      this.patience?.end();
      this.wake = null;
    }
  }
}
