import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { eventSubject, type Envelope, type EventDefinition } from '@unitfleet/contracts';
import {
  currentCause,
  encodeMessage,
  wrapEvent,
  type AggregateReference,
  type OutgoingMessage,
} from '@unitfleet/messaging';
import { currentTrace } from '@unitfleet/observability';
import { DataSource, QueryFailedError, type EntityManager } from 'typeorm';
import { z } from 'zod';

/** One transaction: what it changes through `manager` and what it emits become true together. */
export interface Transaction {
  readonly manager: EntityManager;
  /** Says that something happened to an aggregate; it is published after the commit, once in effect. */
  emit<Schema extends z.ZodType>(
    event: EventDefinition<Schema>,
    aggregate: AggregateReference,
    data: z.input<Schema>,
  ): void;
  /** Publishes a message of another form (telemetry control frames) the same way; its headers go over the usual ones. */
  send(message: Omit<OutgoingMessage, 'headers'> & Partial<Pick<OutgoingMessage, 'headers'>>): void;
}

/** Channel on which a commit wakes the relay of its schema. */
export const outboxChannel = (schema: string): string => `outbox_${schema}`;

const SERIALIZATION_FAILURE = '40001';
const DEADLOCK_DETECTED = '40P01';
const MAX_TRIES = 4;
/** NATS refuses more than 1 MiB by default, headers included; the relay would stand before such a row for ever. */
const MAX_PAYLOAD_BYTES = 1_000_000;

const sqlState = (error: unknown): string | undefined =>
  error instanceof QueryFailedError ? (error.driverError as { code?: string }).code : undefined;

const isTransient = (error: unknown): boolean =>
  [SERIALIZATION_FAILURE, DEADLOCK_DETECTED].includes(sqlState(error) ?? '');

/** True when a unique index refused a row; with `index`, that index. */
export const isUniqueViolation = (error: unknown, index?: string): boolean =>
  sqlState(error) === '23505' &&
  (!index || ((error as QueryFailedError).driverError as { constraint?: string }).constraint === index);

/** The one door to write to a service's tables. */
@Injectable()
export class Transactions {
  constructor(@InjectDataSource() private readonly source: DataSource) {}

  /** Runs work in a transaction. Deadlocks are tried again, so work must have no effect outside of it. */
  async run<T>(work: (transaction: Transaction) => Promise<T>): Promise<T> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await this.source.transaction((manager) => this.perform(manager, work));
      } catch (error) {
        if (!isTransient(error) || attempt === MAX_TRIES) throw error;
      }
    }
  }

  /** Runs the reaction to a message in a transaction, unless this consumer has done so before. */
  async once(
    consumer: string,
    message: Envelope,
    work: (transaction: Transaction) => Promise<void>,
  ): Promise<void> {
    await this.run(async (transaction) => {
      const fresh: unknown[] = await transaction.manager.query(
        'insert into inbox (consumer, message_id) values ($1, $2) on conflict do nothing returning 1',
        [consumer, message.id],
      );
      if (fresh.length > 0) await work(transaction);
    });
  }

  private async perform<T>(
    manager: EntityManager,
    work: (transaction: Transaction) => Promise<T>,
  ): Promise<T> {
    const outgoing: OutgoingMessage[] = [];
    const headers = currentTrace();
    const result = await work({
      manager,
      emit: (event, aggregate, data) => {
        const envelope = wrapEvent(event, aggregate, data);
        outgoing.push({
          id: envelope.id,
          subject: eventSubject(event),
          payload: encodeMessage(envelope),
          headers,
        });
      },
      send: (message) => outgoing.push({ ...message, headers: { ...headers, ...message.headers } }),
    });
    if (outgoing.length > 0) await this.store(manager, outgoing);
    return result;
  }

  private async store(manager: EntityManager, outgoing: OutgoingMessage[]): Promise<void> {
    const tooLarge = outgoing.find(({ payload }) => payload.length > MAX_PAYLOAD_BYTES);
    if (tooLarge) throw new RangeError(`${tooLarge.subject}: ${tooLarge.payload.length} bytes are too many`);
    await manager.query(
      `insert into outbox (id, subject, payload, headers)
       select * from unnest($1::uuid[], $2::text[], $3::bytea[], $4::jsonb[])`,
      [
        outgoing.map((message) => message.id),
        outgoing.map((message) => message.subject),
        outgoing.map((message) => Buffer.from(message.payload)),
        outgoing.map((message) => JSON.stringify(message.headers)),
      ],
    );
    const { schema } = this.source.options as { schema: string };
    await manager.query('select pg_notify($1, $2)', [
      outboxChannel(schema),
      currentCause()?.correlation ?? '',
    ]);
  }
}
