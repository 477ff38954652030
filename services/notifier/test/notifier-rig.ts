import type { NatsConnection } from '@nats-io/nats-core';
import { alertRaised, alertResolved, eventSubject, type EventDefinition } from '@unitfleet/contracts';
import {
  connectToNats,
  encodeMessage,
  EventPublisher,
  reconcileStreams,
  unwrap,
  wrapEvent,
} from '@unitfleet/messaging';
import { createTestDatabase, OwnEngine, ServiceProcess, type TestDatabase } from '@unitfleet/testing';
import { Client } from 'pg';
import type { z } from 'zod';

const PROCESSES = 2;

export interface AlertRow {
  readonly text: string;
  readonly is_open: boolean;
  readonly occurrences: number;
}

/** Several processes of the service on one database, and a NATS server of their own. */
export class NotifierRig {
  private constructor(
    private readonly nats: OwnEngine,
    private readonly connection: NatsConnection,
    private readonly database: TestDatabase,
    private readonly client: Client,
    private readonly processes: ServiceProcess[],
  ) {}

  static async start(): Promise<NotifierRig> {
    const [nats, database] = await Promise.all([OwnEngine.start('nats'), createTestDatabase('notifier')]);
    const connection = await connectToNats(nats.url, 'test');
    await reconcileStreams(connection);
    const settings = { NATS_URL: nats.url, DATABASE_URL: database.url };
    const processes = await Promise.all(
      Array.from({ length: PROCESSES }, () => ServiceProcess.start('notifier', settings)),
    );
    const client = new Client({ connectionString: database.url });
    await client.connect();
    return new NotifierRig(nats, connection, database, client, processes);
  }

  async stop(): Promise<void> {
    await this.client.end();
    await Promise.all(this.processes.map((process) => process.stop()));
    await this.connection.close();
    await this.nats.remove();
    await this.database.drop();
  }

  /** Emits an event; the function given back publishes the same one again, as after a lost acknowledgement. */
  async emit<Schema extends z.ZodType>(
    event: EventDefinition<Schema>,
    aggregate: { uuid: string; version: number },
    data: z.input<Schema>,
  ): Promise<() => Promise<void>> {
    const envelope = wrapEvent(event, aggregate, data);
    const publisher = new EventPublisher(this.connection, event.service);
    const publish = async (attempt: number) => {
      // Another message id: the stream itself must not be what recognises the repetition.
      const id = `${envelope.id}/${attempt}`;
      await publisher.publish({
        id,
        subject: eventSubject(event),
        payload: encodeMessage(envelope),
        headers: {},
      });
    };
    await publish(1);
    return () => publish(2);
  }

  async alerts(key: string): Promise<AlertRow[]> {
    const { rows } = await this.client.query<AlertRow>(
      `select text, resolved_at is null as is_open, occurrences from notifier.alerts
       where key = $1 order by raised_at, uuid`,
      [key],
    );
    return rows;
  }

  /** The newest version known about a key; null when nothing is. */
  async knownVersion(key: string): Promise<number | null> {
    const { rows } = await this.client.query('select known_version from notifier.alert_keys where key = $1', [
      key,
    ]);
    return rows[0] ? Number(rows[0].known_version) : null;
  }

  /** What was told of alerts of a key, from now on. */
  async told(key: string): Promise<string[]> {
    const told: string[] = [];
    for (const event of [alertRaised, alertResolved] as const) {
      this.connection.subscribe(eventSubject(event), {
        callback: (_error, message) => {
          const { data } = unwrap<z.ZodType<{ key: string }>>(message.data, event.schema);
          if (data.key === key) told.push(event.name);
        },
      });
    }
    await this.connection.flush();
    return told;
  }
}
