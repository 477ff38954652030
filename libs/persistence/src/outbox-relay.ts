import { Inject, Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { EventPublisher, type OutgoingMessage } from '@unitfleet/messaging';
import { LOGGER, type Logger } from '@unitfleet/observability';
import { Client, type PoolClient } from 'pg';
import { DataSource } from 'typeorm';
import { outboxChannel } from './transactions';

const BATCH = 500;
/** Fallback for a wake-up that was lost with its connection. */
const POLL_MS = 1_000;
const RETRY_MS = 500;

interface OutboxRow extends OutgoingMessage {
  readonly position: string;
}

/**
 * Publishes what transactions have emitted. Of all processes of a service one relays at a time (advisory lock); it
 * takes rows in the order of their insertion, which is per aggregate the order of commits, because a change locks its
 * aggregate. A row goes when the stream has acknowledged it; a repetition carries the same `Nats-Msg-Id`.
 */
@Injectable()
export class OutboxRelay implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly stopping = new AbortController();
  private wake: () => void = () => undefined;
  private loop: Promise<void> = Promise.resolve();

  constructor(
    @InjectDataSource() private readonly source: DataSource,
    private readonly publisher: EventPublisher,
    @Inject(LOGGER) private readonly log: Logger,
  ) {}

  onApplicationBootstrap(): void {
    this.loop = this.keepRelaying();
  }

  async onApplicationShutdown(): Promise<void> {
    this.stopping.abort();
    this.wake();
    await this.loop;
  }

  private get schema(): string {
    return (this.source.options as { schema: string }).schema;
  }

  private async keepRelaying(): Promise<void> {
    while (!this.stopping.signal.aborted) {
      const client = this.newClient();
      try {
        await client.connect();
        await this.relayWith(client);
      } catch (error) {
        if (!this.stopping.signal.aborted)
          this.log.warn({ err: error }, 'the outbox relay lost an engine; it goes on');
        await this.pause(RETRY_MS);
      } finally {
        await client.end().catch(() => undefined);
      }
    }
  }

  /** A connection of its own: it holds the advisory lock and hears the notifications. */
  private newClient(): Client {
    const { url, extra } = this.source.options as { url: string; extra: { options: string } };
    const client = new Client({
      connectionString: url,
      options: extra.options,
      application_name: `${this.schema}-relay`,
    });
    client.on('error', () => this.wake());
    client.on('notification', () => this.wake());
    return client;
  }

  private async relayWith(client: Client): Promise<void> {
    await client.query(`listen "${outboxChannel(this.schema)}"`);
    let isLeader = false;
    while (!this.stopping.signal.aborted) {
      isLeader ||= await this.tryToLead(client);
      const published = isLeader ? await this.publishBatch(client) : 0;
      if (published < BATCH) await this.pause(POLL_MS);
    }
  }

  private async tryToLead(client: Client | PoolClient): Promise<boolean> {
    const { rows } = await client.query('select pg_try_advisory_lock(hashtextextended($1, 0)) as held', [
      `outbox/${this.schema}`,
    ]);
    return rows[0].held;
  }

  private async publishBatch(client: Client): Promise<number> {
    const { rows } = await client.query<OutboxRow>(
      'select position, id, subject, payload, headers from outbox order by position limit $1',
      [BATCH],
    );
    if (rows.length === 0) return 0;
    await Promise.all(rows.map((row) => this.publisher.publish(row)));
    await client.query('delete from outbox where position = any($1::bigint[])', [
      rows.map((row) => row.position),
    ]);
    return rows.length;
  }

  private pause(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, ms);
      this.wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }
}
