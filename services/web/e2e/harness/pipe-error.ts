import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Client } from 'pg';
import { stage } from './stage';

const databaseUrl = (): string => {
  if (process.env.DATABASE_URL) return process.env.DATABASE_URL;
  const { postgres } = JSON.parse(readFileSync(join(stage().dataDir, 'ports.json'), 'utf8'));
  return `postgres://postgres@127.0.0.1:${postgres}/unitfleet`;
};

/**
 * What is noted of a node's pipe when it cannot run, and null when it can: nobody can give the instance a configuration
 * that it does not understand.
 */
export const notePipeError = async (nodeUuid: string, error: string | null): Promise<void> => {
  const database = new Client({ connectionString: databaseUrl() });
  await database.connect();
  await database.query('update datapipe.nodes set error = $2, version = version + 1 where uuid = $1', [
    nodeUuid,
    error,
  ]);
  await database.end();
};
