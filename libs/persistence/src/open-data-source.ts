import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from '@unitfleet/observability';
import { DataSource, type EntitySchema, type MigrationInterface, type MixedList } from 'typeorm';
import { MessagingTables } from './messaging-tables.migration';

/** What a service keeps in PostgreSQL. */
export interface SchemaDeclaration {
  /** Name of the schema; nobody else reads its tables. */
  readonly schema: string;
  readonly entities: MixedList<EntitySchema | (new () => unknown)>;
  /** In order; forward only. */
  readonly migrations: (new () => MigrationInterface)[];
}

export interface DatabaseAccess {
  readonly url: string;
  readonly poolSize: number;
}

const RETRY_MS = 500;
/** For a connection of the pool, new or free again: rather an error than a caller who has long gone. */
const CONNECTION_TIMEOUT_MS = 10_000;
const KEEPALIVE_MS = 10_000;

const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`;

/**
 * Opens the schema and brings it to the newest migration. Migrations run under a lock, so that several processes may
 * start at once. Waits for a PostgreSQL that is not there yet.
 */
export const openDataSource = async (
  declaration: SchemaDeclaration,
  access: DatabaseAccess,
  log: Logger,
): Promise<DataSource> => {
  const source = new DataSource({
    type: 'postgres',
    url: access.url,
    schema: declaration.schema,
    applicationName: declaration.schema,
    entities: declaration.entities,
    migrations: [MessagingTables, ...declaration.migrations],
    migrationsTableName: 'migrations',
    poolSize: access.poolSize,
    useUTC: true,
    installExtensions: false,
    extra: {
      options: `-c search_path=${declaration.schema} -c timezone=UTC`,
      connectionTimeoutMillis: CONNECTION_TIMEOUT_MS,
      keepAlive: true,
      keepAliveInitialDelayMillis: KEEPALIVE_MS,
    },
    poolErrorHandler: (error: unknown) => log.warn({ err: error }, 'a database connection was lost'),
  });
  await connect(source, log);
  await migrate(source, declaration.schema);
  return source;
};

const connect = async (source: DataSource, log: Logger): Promise<void> => {
  for (;;) {
    try {
      await source.initialize();
      return;
    } catch (error) {
      log.warn({ reason: String(error) }, 'waiting for PostgreSQL');
      await sleep(RETRY_MS);
    }
  }
};

const migrate = async (source: DataSource, schema: string): Promise<void> => {
  const lock = source.createQueryRunner();
  try {
    await lock.query('select pg_advisory_lock(hashtextextended($1, 0))', [`migrations/${schema}`]);
    await lock.query(`create schema if not exists ${quoted(schema)}`);
    await source.runMigrations({ transaction: 'each' });
  } finally {
    await lock.query('select pg_advisory_unlock_all()');
    await lock.release();
  }
};
