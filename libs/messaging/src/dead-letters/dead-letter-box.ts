import { jetstream, jetstreamManager, type JsMsg, type StoredMsg } from '@nats-io/jetstream';
import { headers, type MsgHdrs, type NatsConnection } from '@nats-io/nats-core';
import { DomainError } from '@unitfleet/contracts';
import { DeadLetterRange } from './dead-letter-range';

const HEADER = {
  consumer: 'Unitfleet-Consumer',
  subject: 'Unitfleet-Subject',
  stream: 'Unitfleet-Stream',
  sequence: 'Unitfleet-Sequence',
  error: 'Unitfleet-Error',
  deliveries: 'Unitfleet-Deliveries',
} as const;

const MAX_ERROR_CHARACTERS = 500;

/** Which dead letters. */
export interface DeadLetterPage {
  readonly consumer?: string;
  /** How many at most. */
  readonly limit: number;
  /** Only those with a lower sequence; absent: the newest of all. */
  readonly before?: number;
}

const subjectOf = (consumer: string | undefined): string => {
  if (consumer !== undefined && !/^[^\s.*>]{1,200}$/.test(consumer))
    throw new DomainError('Validation', 'no consumer has such a name');
  return `dead.${consumer ?? '>'}`;
};

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
  /** How often it was tried; null where that was not written down. */
  readonly deliveries: number | null;
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
  deliveries: Number(stored.header.get(HEADER.deliveries)) || null,
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
    kept.set(HEADER.deliveries, String(message.info.deliveryCount));
    await jetstream(this.connection).publish(`dead.${consumer}`, message.data, {
      msgID: `${consumer}/${message.info.stream}/${message.seq}`,
      headers: kept,
    });
  }

  /**
   * A page of dead letters, newest first, and how many there are, of one consumer if it is named. However many there are, it costs
   * some questions more than the page has letters.
   *
   * @throws DomainError Validation for a name that no consumer can have
   */
  async newest({
    consumer,
    limit,
    before,
  }: DeadLetterPage): Promise<{ count: number; letters: DeadLetter[] }> {
    const range = await DeadLetterRange.open(this.connection, subjectOf(consumer));
    const letters: DeadLetter[] = [];
    const end = before ?? Infinity;
    const from = await range.startOf(limit, end);
    for await (const letter of this.list(consumer, from)) {
      if (letter.sequence >= end) break;
      letters.unshift(letter);
      if (letters.length > limit) letters.pop();
    }
    return { count: range.count, letters };
  }

  /** All dead letters, oldest first, from a sequence on; of one consumer if it is named. */
  async *list(consumer?: string, from = 1): AsyncGenerator<DeadLetter> {
    const manager = await jetstreamManager(this.connection);
    const subject = subjectOf(consumer);
    for (let sequence = from; ; sequence += 1) {
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
