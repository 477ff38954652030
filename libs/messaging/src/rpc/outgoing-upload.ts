import { createInbox, type Msg, type NatsConnection } from '@nats-io/nats-core';
import { DomainError, uploadSubject, type UploadDefinition } from '@unitfleet/contracts';
import { outgoingHeaders } from '../codec/headers';
import { Patience, stayAlive } from './patience';
import {
  FRAME_HEADER,
  kindOf,
  NO_RESPONDERS,
  PART_HEADER,
  parts,
  WINDOW_PARTS,
  type FrameKind,
} from './stream-frames';

/** The caller's side of one upload: sends parts as far as the service has asked for them. */
export class OutgoingUpload {
  /** Where parts go; known with the first pull. */
  private partsSubject: string | null = null;
  private readonly inbox = createInbox();
  private available = 0;
  private wake: (() => void) | null = null;
  private isAnswered = false;

  constructor(
    private readonly connection: NatsConnection,
    private readonly upload: UploadDefinition,
  ) {}

  /** The service's answer, still wrapped. */
  async run(request: Uint8Array, content: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
    const answer = this.listen();
    const rest = stayAlive(this.upload.deadlineMs, () => this.tell('alive'));
    const source = content[Symbol.asyncIterator]();
    try {
      this.connection.publish(uploadSubject(this.upload), request, {
        reply: this.inbox,
        headers: outgoingHeaders(),
      });
      const sent = this.send(source);
      return await Promise.race([answer.received, sent.then(() => answer.received)]);
    } catch (error) {
      this.tell('error');
      throw error;
    } finally {
      rest();
      answer.stop();
      // Not awaited: a source that waits for its next bytes would keep the answer.
      void Promise.resolve(source.return?.()).catch(() => undefined);
    }
  }

  private async send(source: AsyncIterator<Uint8Array>): Promise<void> {
    let sent = 0;
    for (let chunk = await source.next(); !chunk.done; chunk = await source.next()) {
      for (const part of parts(chunk.value)) {
        while (this.available === 0 && !this.isAnswered)
          await new Promise<void>((resolve) => (this.wake = resolve));
        if (this.isAnswered) return;
        this.available -= 1;
        this.tell('part', part, { [PART_HEADER]: String((sent += 1)) });
      }
    }
    while (!this.partsSubject && !this.isAnswered)
      await new Promise<void>((resolve) => (this.wake = resolve));
    this.tell('end');
  }

  private listen(): { received: Promise<Uint8Array>; stop(): void } {
    let stop = (): void => undefined;
    const received = new Promise<Uint8Array>((resolve, reject) => {
      const silence = () => reject(new DomainError('Unavailable', `${this.upload.service} does not answer`));
      const patience = new Patience(this.upload.deadlineMs, silence);
      const subscription = this.connection.subscribe(this.inbox, {
        callback: (error, message) => {
          if (error || message.headers?.code === NO_RESPONDERS) return silence();
          patience.heard();
          if (kindOf(message) === 'result') resolve(message.data);
          else if (kindOf(message) === 'pull') this.allow(message);
        },
      });
      stop = () => {
        this.isAnswered = true;
        this.wake?.();
        patience.end();
        subscription.unsubscribe();
      };
    });
    received.catch(() => undefined);
    return { received, stop: () => stop() };
  }

  /** The first pull allows a whole window: nothing is under way yet. */
  private allow(message: Msg): void {
    this.available += this.partsSubject ? WINDOW_PARTS / 2 : WINDOW_PARTS;
    this.partsSubject = message.reply!;
    this.wake?.();
  }

  private tell(
    kind: FrameKind,
    payload: Uint8Array = new Uint8Array(),
    more: Record<string, string> = {},
  ): void {
    if (!this.partsSubject || this.connection.isClosed()) return;
    // With a reply subject NATS tells at once when nobody is there any more.
    this.connection.publish(this.partsSubject, payload, {
      reply: this.inbox,
      headers: outgoingHeaders({ [FRAME_HEADER]: kind, ...more }),
    });
  }
}
