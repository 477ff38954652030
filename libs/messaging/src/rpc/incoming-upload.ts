import { createInbox, type Msg, type NatsConnection, type Subscription } from '@nats-io/nats-core';
import { DomainError } from '@unitfleet/contracts';
import { Patience } from './patience';
import { kindOf, NO_RESPONDERS, requirePart, WINDOW_PARTS } from './stream-frames';

/** The service's side of one upload: asks for parts as they are read, and notices when no more will come. */
export class IncomingUpload {
  readonly partsSubject = createInbox();
  private readonly waiting: Msg[] = [];
  private failure: DomainError | null = null;
  private wake: (() => void) | null = null;
  private readonly subscription: Subscription;
  private readonly patience: Patience;

  /** @param pull asks the caller for half a window more; for a whole one at first. */
  constructor(
    connection: NatsConnection,
    deadlineMs: number,
    private readonly pull: () => void,
  ) {
    this.patience = new Patience(deadlineMs, () => this.fail('the caller is gone'));
    this.subscription = connection.subscribe(this.partsSubject, {
      callback: (error, message) => (error ? this.fail('the caller is gone') : this.hear(message)),
    });
  }

  /** To be read once. */
  async *content(): AsyncGenerator<Uint8Array> {
    for (let taken = 1; ; taken += 1) {
      const message = await this.next();
      if (kindOf(message) === 'end') return;
      yield requirePart(message, taken);
      if (taken % (WINDOW_PARTS / 2) === 0) this.pull();
    }
  }

  close(): void {
    this.patience.end();
    this.subscription.unsubscribe();
    this.fail('the content is not read any more');
  }

  private hear(message: Msg): void {
    // What the service says to a ticket that nobody listens to any more comes back as this.
    if (message.headers?.code === NO_RESPONDERS) return this.fail('the caller is gone');
    this.patience.heard();
    if (kindOf(message) === 'alive') return;
    if (kindOf(message) === 'error') return this.fail('the caller gave up');
    this.waiting.push(message);
    this.wake?.();
  }

  private fail(text: string): void {
    this.failure ??= new DomainError('Unavailable', text);
    this.wake?.();
  }

  private async next(): Promise<Msg> {
    while (this.waiting.length === 0 && !this.failure)
      await new Promise<void>((resolve) => (this.wake = resolve));
    if (this.failure) throw this.failure;
    return this.waiting.shift()!;
  }
}
