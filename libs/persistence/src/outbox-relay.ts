import {
  Inject,
  Injectable,
  Optional,
  type OnApplicationBootstrap,
  type OnApplicationShutdown,
} from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { EventPublisher } from '@unitfleet/messaging';
import {
  Counter,
  JobRegistry,
  LOGGER,
  METRICS,
  Registry,
  type Job,
  type Logger,
} from '@unitfleet/observability';
import type { Client } from 'pg';
import { DataSource } from 'typeorm';
import { publishBatch, type OutboxRow } from './outbox-batch';
import { relayClient } from './relay-connection';
import { outboxChannel } from './transactions';

const BATCH = 500;
/** Fallback for a wake-up that was lost with its connection. */
const POLL_MS = 1_000;
const RETRY_MS = 500;

/**
 * Publishes what transactions have emitted. Of all processes of a service one relays at a time (advisory lock); it
 * takes rows in the order of their insertion, which is per aggregate the order of commits, because a change locks its
 * aggregate. A row goes when the stream has acknowledged it; a repetition carries the same `Nats-Msg-Id`.
 */
@Injectable()
export class OutboxRelay implements OnApplicationBootstrap, OnApplicationShutdown {
  private isStopping = false;
  private hasNews = false;
  private wake: () => void = () => undefined;
  private loop: Promise<void> = Promise.resolve();
  private readonly published: Counter;
  private readonly look: Job;

  constructor(
    @InjectDataSource() private readonly source: DataSource,
    private readonly publisher: EventPublisher,
    @Inject(LOGGER) private readonly log: Logger,
    jobs: JobRegistry,
    @Optional() @Inject(METRICS) metrics: Registry = new Registry(),
  ) {
    this.published = new Counter({
      name: 'outbox_published_total',
      help: 'Messages of the outbox that the streams have stored',
      registers: [metrics],
    });
    this.look = jobs.every('look at the outbox', POLL_MS);
  }

  onApplicationBootstrap(): void {
    this.loop = this.keepRelaying();
  }

  /** Publishes what the last handlers have emitted, as far as the engines are there. */
  async onApplicationShutdown(): Promise<void> {
    this.isStopping = true;
    this.alert();
    await this.loop;
  }

  private get schema(): string {
    return (this.source.options as { schema: string }).schema;
  }

  private async keepRelaying(): Promise<void> {
    while (!this.isStopping) {
      const client = relayClient(this.source);
      client.on('error', () => this.alert());
      client.on('notification', () => this.alert());
      try {
        await this.relayWith(client);
      } catch (error) {
        this.log.warn({ err: error }, 'the outbox relay lost an engine; it goes on');
        this.hasNews = false;
        await this.pause(RETRY_MS);
      } finally {
        // Not awaited: a server that is away would not answer the farewell.
        client.end().catch(() => undefined);
      }
    }
  }

  private async relayWith(client: Client): Promise<void> {
    let isOpen = false;
    let isLeader = false;
    // Opening is a part of the first look: a look that never came to be is one that failed.
    const relaySome = async (): Promise<number> => {
      if (!isOpen) await this.open(client);
      isOpen = true;
      isLeader ||= await this.tryToLead(client);
      return isLeader ? this.relayBatch(client) : 0;
    };
    for (;;) {
      const isLastRound = this.isStopping;
      this.hasNews = false;
      const taken = await this.look.run(relaySome);
      if (taken === BATCH) continue;
      if (isLastRound) return;
      await this.pause(POLL_MS);
    }
  }

  private async open(client: Client): Promise<void> {
    await client.connect();
    await client.query(`listen "${outboxChannel(this.schema)}"`);
  }

  private async tryToLead(client: Client): Promise<boolean> {
    const { rows } = await client.query('select pg_try_advisory_lock(hashtextextended($1, 0)) as held', [
      `outbox/${this.schema}`,
    ]);
    return rows[0].held;
  }

  private async relayBatch(client: Client): Promise<number> {
    const { rows } = await client.query<OutboxRow>(
      'select position, id, subject, payload, headers from outbox order by position limit $1',
      [BATCH],
    );
    if (rows.length === 0) return 0;
    const { stored, failure } = await publishBatch(this.publisher, rows);
    await client.query('delete from outbox where position = any($1::bigint[])', [
      stored.map((row) => row.position),
    ]);
    this.published.inc(stored.length);
    if (failure) throw failure;
    return rows.length;
  }

  private alert(): void {
    this.hasNews = true;
    this.wake();
  }

  /** Ends early, or does not begin, when there is news since the last look. */
  private pause(ms: number): Promise<void> {
    if (this.hasNews || this.isStopping) return Promise.resolve();
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, ms);
      this.wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }
}
