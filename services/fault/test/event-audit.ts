import { jetstreamManager } from '@nats-io/jetstream';
import { connectToNats, decodeMessage } from '@unitfleet/messaging';
import type { Envelope } from '@unitfleet/contracts';
import { Client } from 'pg';

const OWNERS = ['registry', 'units', 'datapipe', 'builder', 'notifier', 'dashboards'];

/** What can be seen from outside of how domain events were handled. */
export interface EventAudit {
  /** Events that an outbox still holds. */
  readonly unpublished: number;
  /** Events that some consumer has not handled yet. */
  readonly unhandled: number;
  readonly deadLetters: number;
  /** Event types with the keys of their aggregates, an entry per published event. */
  readonly published: readonly { readonly type: string; readonly subject: string; readonly id: string }[];
}

/** Looks at outboxes, streams and consumers of a fleet. */
export const auditEvents = async (engines: Readonly<Record<string, string>>): Promise<EventAudit> => {
  const nats = await connectToNats(engines.NATS_URL!, 'event-audit');
  const database = new Client({ connectionString: engines.DATABASE_URL });
  await database.connect();
  try {
    const manager = await jetstreamManager(nats);
    const counts = OWNERS.map((schema) => `select count(*)::int as n from ${schema}.outbox`).join(
      ' union all ',
    );
    const { rows } = await database.query<{ n: number }>(counts);
    let unhandled = 0;
    for await (const consumer of manager.consumers.list('EVENTS')) {
      if (consumer.config.durable_name) unhandled += consumer.num_pending + consumer.num_ack_pending;
    }
    const published = [];
    const { state } = await manager.streams.info('EVENTS');
    for (let sequence = state.first_seq; sequence <= state.last_seq; sequence += 1) {
      const message = await manager.streams.getMessage('EVENTS', { seq: sequence });
      const { type, subject, id } = decodeMessage(message!.data) as Envelope;
      published.push({ type, subject, id });
    }
    return {
      unpublished: rows.reduce((sum, row) => sum + row.n, 0),
      unhandled,
      deadLetters: (await manager.streams.info('DEAD')).state.messages,
      published,
    };
  } finally {
    await database.end();
    await nats.drain();
  }
};
