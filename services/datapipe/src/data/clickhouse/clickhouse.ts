import { Readable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { Inject, Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { ClickHouseLogLevel, createClient, type ClickHouseClient } from '@clickhouse/client';
import { LOGGER, Readiness, type Logger } from '@unitfleet/observability';
import { DataSource } from 'typeorm';
import { SETTINGS, type DatapipeSettings } from '../../settings';
import { CLICKHOUSE_MIGRATIONS } from './migrations';

const RETRY_MS = 500;
const REQUEST_TIMEOUT_MS = 30_000;
const PING_DEADLINE_MS = 2_000;

const connect = (settings: DatapipeSettings, database?: string): ClickHouseClient =>
  createClient({
    url: settings.CLICKHOUSE_URL,
    database,
    application: 'datapipe',
    request_timeout: REQUEST_TIMEOUT_MS,
    max_open_connections: 10,
    log: { level: ClickHouseLogLevel.OFF },
    clickhouse_settings: { date_time_input_format: 'best_effort' },
  });

/** The telemetry store: brought to its newest migration at start, then asked and filled through this. */
@Injectable()
export class ClickHouse implements OnApplicationShutdown {
  private readonly client: ClickHouseClient;

  constructor(
    @Inject(SETTINGS) private readonly settings: DatapipeSettings,
    @Inject(LOGGER) private readonly log: Logger,
    readiness: Readiness,
  ) {
    this.client = connect(settings, settings.CLICKHOUSE_DATABASE);
    readiness.add({
      name: 'clickhouse',
      check: async () => {
        const abort_signal = AbortSignal.timeout(PING_DEADLINE_MS);
        const answer = await this.client.ping({ select: true, abort_signal });
        if (!answer.success) throw answer.error;
      },
    });
  }

  /** Waits for the engine and runs the migrations that it does not have yet, under a lock in PostgreSQL. */
  async migrate(source: DataSource): Promise<void> {
    for (;;) {
      try {
        return await this.migrateUnderLock(source);
      } catch (error) {
        this.log.warn({ reason: String(error) }, 'waiting for ClickHouse');
        await sleep(RETRY_MS);
      }
    }
  }

  /** Rows of a query, as objects by column name. */
  async query<Row>(query: string, params: Record<string, unknown>): Promise<Row[]> {
    const result = await this.client.query({ query, query_params: params, format: 'JSONEachRow' });
    return result.json<Row>();
  }

  /**
   * Rows of a query as they come, some at a time; the engine waits for a slow reader, and stops when the reading is left.
   */
  async *stream<Row>(query: string, params: Record<string, unknown>): AsyncGenerator<Row[]> {
    const result = await this.client.query({ query, query_params: params, format: 'JSONEachRow' });
    for await (const rows of result.stream<Row>()) yield rows.map((row) => row.json());
  }

  async command(query: string, params: Record<string, unknown> = {}): Promise<void> {
    await this.client.command({ query, query_params: params });
  }

  /** Resolves when the engine has stored the rows, given as RowBinary. After a failure nobody knows whether it has: insert them again. */
  async insert(table: string, columns: string, rows: Buffer): Promise<void> {
    const { stream } = await this.client.exec({
      query: `INSERT INTO ${table} (${columns}) FORMAT RowBinary`,
      values: Readable.from([rows], { objectMode: false }),
    });
    for await (const _part of stream) void _part;
  }

  async onApplicationShutdown(): Promise<void> {
    await this.client.close();
  }

  private async migrateUnderLock(source: DataSource): Promise<void> {
    const lock = source.createQueryRunner();
    try {
      await lock.query('select pg_advisory_lock(hashtextextended($1, 0))', ['migrations/clickhouse']);
      await this.createDatabase();
      await this.runMigrations();
    } finally {
      await lock.query('select pg_advisory_unlock_all()').catch(() => undefined);
      await lock.release();
    }
  }

  private async createDatabase(): Promise<void> {
    const outside = connect(this.settings);
    try {
      await outside.command({ query: `CREATE DATABASE IF NOT EXISTS ${this.settings.CLICKHOUSE_DATABASE}` });
    } finally {
      await outside.close();
    }
  }

  private async runMigrations(): Promise<void> {
    await this.command(
      'CREATE TABLE IF NOT EXISTS migrations (number UInt32, name String) ENGINE = MergeTree ORDER BY number',
    );
    const done = await this.query<{ number: number }>('SELECT number FROM migrations', {});
    const known = new Set(done.map((row) => Number(row.number)));
    for (const { number, name, statements } of CLICKHOUSE_MIGRATIONS) {
      if (known.has(number)) continue;
      for (const statement of statements) await this.command(statement);
      await this.command('INSERT INTO migrations SELECT {number:UInt32}, {name:String}', { number, name });
      this.log.info({ number, name }, 'ClickHouse migrated');
    }
  }
}
