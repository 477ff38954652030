import { Client } from 'pg';
import { databaseUrl } from './engine-urls';
import { uniqueName } from './unique-name';

export interface TestDatabase {
  readonly name: string;
  readonly url: string;
  /** Ends the sessions that are still open, too. */
  drop(): Promise<void>;
}

/** A new, empty PostgreSQL database for one test file. */
export async function createTestDatabase(prefix = 'test'): Promise<TestDatabase> {
  const name = uniqueName(prefix);
  await administer(`CREATE DATABASE "${name}"`);
  const url = new URL(databaseUrl());
  url.pathname = `/${name}`;
  return { name, url: url.href, drop: () => administer(`DROP DATABASE IF EXISTS "${name}" WITH (FORCE)`) };
}

async function administer(statement: string): Promise<void> {
  const client = new Client({ connectionString: databaseUrl() });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
