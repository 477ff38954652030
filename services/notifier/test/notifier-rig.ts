import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { NatsConnection } from '@nats-io/nats-core';
import { alertRaised, alertResolved, eventSubject, type EventDefinition } from '@unitfleet/contracts';
import { freePort, startNats, type Engine } from '@unitfleet/local';
import {
  connectToNats,
  encodeMessage,
  EventPublisher,
  reconcileStreams,
  unwrap,
  wrapEvent,
} from '@unitfleet/messaging';
import { createTestDatabase, eventually, type TestDatabase } from '@unitfleet/testing';
import { Client } from 'pg';
import type { z } from 'zod';

const ROOT = resolve(__dirname, '../../..');
const MAIN = 'services/notifier/src/main.ts';
const PROCESSES = 2;

export interface AlertRow {
  readonly text: string;
  readonly is_open: boolean;
  readonly occurrences: number;
}

/** Several processes of the service on one database, and a NATS server of their own. */
export class NotifierRig {
  private constructor(
    private readonly nats: Engine,
    private readonly connection: NatsConnection,
    private readonly folder: string,
    private readonly database: TestDatabase,
    private readonly client: Client,
    private readonly children: ChildProcess[],
  ) {}

  static async start(): Promise<NotifierRig> {
    const folder = mkdtempSync(join(tmpdir(), 'unitfleet-notifier-'));
    const [nats, database] = await Promise.all([
      startNats({ dataDir: folder, profile: 'ephemeral' }),
      createTestDatabase('notifier'),
    ]);
    const connection = await connectToNats(nats.url, 'test');
    await reconcileStreams(connection);
    const starts = Array.from({ length: PROCESSES }, () => startProcess(nats.url, database.url));
    const children = await Promise.all(starts);
    const client = new Client({ connectionString: database.url });
    await client.connect();
    return new NotifierRig(nats, connection, folder, database, client, children);
  }

  async stop(): Promise<void> {
    await this.client.end();
    await Promise.all(
      this.children.map(async (child) => {
        const gone = once(child, 'exit');
        child.kill('SIGTERM');
        await gone;
      }),
    );
    await this.connection.close();
    await this.nats.stop();
    await this.database.drop();
    rmSync(this.folder, { recursive: true, force: true });
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
  told(key: string): string[] {
    const told: string[] = [];
    for (const event of [alertRaised, alertResolved] as const) {
      this.connection.subscribe(eventSubject(event), {
        callback: (_error, message) => {
          const { data } = unwrap<z.ZodType<{ key: string }>>(message.data, event.schema);
          if (data.key === key) told.push(event.name);
        },
      });
    }
    return told;
  }
}

const startProcess = async (natsUrl: string, databaseUrl: string): Promise<ChildProcess> => {
  const port = await freePort();
  const child = spawn(process.execPath, ['-r', '@swc-node/register', MAIN], {
    cwd: ROOT,
    stdio: ['ignore', 'ignore', 'inherit'],
    env: {
      PATH: process.env.PATH,
      SWC_NODE_PROJECT: join(ROOT, 'tsconfig.base.json'),
      HTTP_PORT: String(port),
      NATS_URL: natsUrl,
      DATABASE_URL: databaseUrl,
    },
  });
  await eventually(async () => (await fetch(`http://127.0.0.1:${port}/healthz/ready`)).ok, {
    timeoutMs: 40_000,
  });
  return child;
};
