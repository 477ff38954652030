import { createClient } from '@clickhouse/client';
import { clickHouseUrl } from './engine-urls';
import { uniqueName } from './unique-name';

export interface ClickHouseDatabase {
  readonly name: string;
  /** Names the database in its path, as `createClient({ url })` wants it. */
  readonly url: string;
  drop(): Promise<void>;
}

/** A new, empty ClickHouse database for one test file. */
export async function createClickHouseDatabase(prefix = 'test'): Promise<ClickHouseDatabase> {
  const name = uniqueName(prefix);
  await administer(`CREATE DATABASE ${name}`);
  const url = new URL(clickHouseUrl());
  url.pathname = `/${name}`;
  return { name, url: url.href, drop: () => administer(`DROP DATABASE IF EXISTS ${name}`) };
}

async function administer(statement: string): Promise<void> {
  const client = createClient({ url: new URL(clickHouseUrl()).origin });
  try {
    await client.command({ query: statement });
  } finally {
    await client.close();
  }
}
