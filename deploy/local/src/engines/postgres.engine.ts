import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { Client } from 'pg';
import { EmbeddedEngine, outputOf } from './embedded-engine';
import type { DurabilityProfile, Engine, EngineOptions } from './engine';
import { EngineStartError } from './engine-error';
import { EngineProcess } from './engine-process';
import { postgresAccount, reachableBinaries, reachableDataFolder } from './postgres-account';
import { clearStalePidFile, ensureCluster, POSTGRES_ENV, postgresPackage } from './postgres-cluster';
import { withPort } from './with-port';

/** Backends of a killed postmaster hold its shared memory until they notice its death. */
const LEFTOVERS = /pre-existing shared memory block|lock file "postmaster.pid" already exists/;
const LEFTOVER_PATIENCE_MS = 10_000;

const DURABILITY: Record<DurabilityProfile, Record<string, string>> = {
  durable: { fsync: 'on', synchronous_commit: 'on', shared_buffers: '128MB' },
  ephemeral: { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off', shared_buffers: '32MB' },
};

const DATABASE = 'unitfleet';

/** Starts PostgreSQL on loopback; the URL names an existing database `unitfleet`. */
export async function startPostgres(options: EngineOptions): Promise<Engine> {
  const account = postgresAccount();
  const { native, version } = postgresPackage();
  const binaries = reachableBinaries(native, version, account);
  const data = reachableDataFolder(options.dataDir, account);
  clearStalePidFile(data);
  await ensureCluster(binaries, data, account);
  return withPort(options.port, 'PostgreSQL', options.portSetting, async (port) => {
    const deadline = Date.now() + LEFTOVER_PATIENCE_MS;
    for (;;) {
      const process = EngineProcess.start({
        title: 'PostgreSQL',
        command: join(binaries, 'bin', 'postgres'),
        args: ['-D', data, ...settings(port, options.profile)],
        account,
        env: POSTGRES_ENV,
        cwd: '/',
        // "Fast shutdown": open sessions are ended; SIGTERM would wait for them.
        stopSignal: 'SIGINT',
        output: outputOf('postgres', options),
      });
      try {
        await process.untilReady(() => acceptsQueries(port));
        await ensureDatabase(port);
        return new EmbeddedEngine('postgres', urlOf(port, DATABASE), process);
      } catch (error) {
        await process.stop();
        const leftovers = error instanceof EngineStartError && LEFTOVERS.test(error.message);
        if (!leftovers || Date.now() > deadline) throw error;
        await delay(100);
      }
    }
  });
}

function settings(port: number, profile: DurabilityProfile): string[] {
  const all = {
    port: String(port),
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    max_connections: '300',
    timezone: 'UTC',
    log_timezone: 'UTC',
    jit: 'off',
    // No replica and no archive reads the log of an embedded instance.
    wal_level: 'minimal',
    max_wal_senders: '0',
    // Containers often have 64 MB of shared memory, which parallel queries exceed.
    max_parallel_workers_per_gather: '0',
    ...DURABILITY[profile],
  };
  return Object.entries(all).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
}

function urlOf(port: number, database: string): string {
  return `postgres://postgres@127.0.0.1:${port}/${database}`;
}

async function withClient<T>(port: number, work: (client: Client) => Promise<T>): Promise<T> {
  const client = new Client({ connectionString: urlOf(port, 'postgres') });
  client.on('error', () => undefined);
  try {
    await client.connect();
    return await work(client);
  } finally {
    await client.end().catch(() => undefined);
  }
}

function acceptsQueries(port: number): Promise<boolean> {
  return withClient(port, async (client) => (await client.query('SELECT 1')).rowCount === 1);
}

async function ensureDatabase(port: number): Promise<void> {
  await withClient(port, async (client) => {
    const { rowCount } = await client.query('SELECT 1 FROM pg_database WHERE datname = $1', [DATABASE]);
    if (rowCount === 0) await client.query(`CREATE DATABASE ${DATABASE}`);
  });
}
