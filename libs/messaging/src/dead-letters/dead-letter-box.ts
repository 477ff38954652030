import { jetstream, jetstreamManager, type JsMsg, type StoredMsg } from '@nats-io/jetstream';
import { headers, type MsgHdrs, type NatsConnection } from '@nats-io/nats-core';

const HEADER = {
  consumer: 'Unitfleet-Consumer',
  subject: 'Unitfleet-Subject',
  stream: 'Unitfleet-Stream',
  sequence: 'Unitfleet-Sequence',
  error: 'Unitfleet-Error',
} as const;

const MAX_ERROR_CHARACTERS = 500;

/** A message that a consumer gave up on, as it was, and why. */
export interface DeadLetter {
  /** Sequence in the DEAD stream: its name in `show`, `redrive` and `discard`. */
  readonly sequence: number;
  readonly time: Date;
  readonly consumer: string;
  readonly subject: string;
  readonly stream: string;
  readonly streamSequence: number;
  readonly error: string;
  readonly payload: Uint8Array;
  readonly headers: MsgHdrs;
}

const oneLine = (error: unknown): string =>
  (error instanceof Error ? error.message : String(error))
    .replace(/\s+/g, ' ')
    .slice(0, MAX_ERROR_CHARACTERS);

const toDeadLetter = (stored: StoredMsg): DeadLetter => ({
  sequence: stored.seq,
  time: stored.time,
  consumer: stored.header.get(HEADER.consumer),
  subject: stored.header.get(HEADER.subject),
  stream: stored.header.get(HEADER.stream),
  streamSequence: Number(stored.header.get(HEADER.sequence)),
  error: stored.header.get(HEADER.error),
  payload: stored.data,
  headers: stored.header,
});

/** The DEAD stream: `dead.<consumer>`, kept for 30 days, for a person to look at. */
export class DeadLetterBox {
  constructor(private readonly connection: NatsConnection) {}

  /** Resolves when the stream holds it; the same message of the same consumer is kept once. */
  async put(consumer: string, message: JsMsg, error: unknown): Promise<void> {
    const kept = headers();
    for (const key of message.headers?.keys() ?? []) kept.set(key, message.headers!.get(key));
    kept.set(HEADER.consumer, consumer);
    kept.set(HEADER.subject, message.subject);
    kept.set(HEADER.stream, message.info.stream);
    kept.set(HEADER.sequence, String(message.seq));
    kept.set(HEADER.error, oneLine(error));
    await jetstream(this.connection).publish(`dead.${consumer}`, message.data, {
      msgID: `${consumer}/${message.info.stream}/${message.seq}`,
      headers: kept,
    });
  }

  /** All dead letters, oldest first; of one consumer if it is named. */
  async *list(consumer?: string): AsyncGenerator<DeadLetter> {
    const manager = await jetstreamManager(this.connection);
    const subject = `dead.${consumer ?? '>'}`;
    for (let sequence = 1; ; sequence += 1) {
      const stored = await manager.direct.getMessage('DEAD', { seq: sequence, next_by_subj: subject });
      if (!stored) return;
      sequence = stored.seq;
      yield toDeadLetter(stored);
    }
  }

  async get(sequence: number): Promise<DeadLetter | null> {
    const manager = await jetstreamManager(this.connection);
    const stored = await manager.streams.getMessage('DEAD', { seq: sequence });
    return stored && toDeadLetter(stored);
  }

  /**
   * Publishes the message anew on its own subject and removes the dead letter. Every consumer of the subject sees it
   * again; those that have handled it know its envelope's id.
   */
  async redrive(letter: DeadLetter): Promise<void> {
    const fresh = headers();
    for (const key of ['content-type', 'traceparent']) {
      if (letter.headers.has(key)) fresh.set(key, letter.headers.get(key));
    }
    const msgID = `redrive/${letter.stream}/${letter.streamSequence}/${letter.sequence}`;
    await jetstream(this.connection).publish(letter.subject, letter.payload, { msgID, headers: fresh });
    await this.discard(letter.sequence);
  }

  async discard(sequence: number): Promise<void> {
    const manager = await jetstreamManager(this.connection);
    await manager.streams.deleteMessage('DEAD', sequence, false);
  }
}
