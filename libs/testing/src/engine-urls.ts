import { type EmbeddedEngineName, ENGINE_URL_VARIABLES } from '@unitfleet/local';

function urlOf(engine: EmbeddedEngineName): string {
  const variable = ENGINE_URL_VARIABLES[engine];
  const url = process.env[variable];
  if (!url) throw new Error(`${variable} is not set: is this a test of the "integration" project?`);
  return url;
}

/** URL of the run's PostgreSQL, naming a database that all test files share; see {@link createTestDatabase}. */
export const databaseUrl = (): string => urlOf('postgres');
export const clickHouseUrl = (): string => urlOf('clickhouse');
/** Streams of the server are shared by all test files: give them names of {@link uniqueName}. */
export const natsUrl = (): string => urlOf('nats');
/** Keys of the server are shared by all test files: give them a prefix of {@link uniqueName}. */
export const redisUrl = (): string => urlOf('redis');
