export {
  type CommitOptions,
  freePort,
  GitHost,
  type GitHostOptions,
  type GitRepository,
  type RepositoryFiles,
} from '@unitfleet/local';
export { type ClickHouseDatabase, createClickHouseDatabase } from './clickhouse-database';
export { clickHouseUrl, databaseUrl, natsUrl, redisUrl } from './engine-urls';
export { type EmqxCall, EmqxRefusal, FakeEmqx, type FakeEmqxOptions } from './fake-emqx';
export { eventually, type EventuallyOptions } from './eventually';
export { OwnEngine } from './own-engine';
export { ServiceProcess } from './service-process';
export { startEngines, TEST_ENGINES, type TestEngines } from './start-engines';
export { createTestDatabase, type TestDatabase } from './test-database';
export { uniqueName } from './unique-name';
