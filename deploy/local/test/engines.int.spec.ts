import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { createClient } from '@clickhouse/client';
import { jetstream, jetstreamManager } from '@nats-io/jetstream';
import { connect } from '@nats-io/transport-node';
import Redis from 'ioredis';
import { Client } from 'pg';
import { eventually } from '@unitfleet/testing';
import {
  type EmbeddedEngineName,
  type Engine,
  nodeEntry,
  startEngine,
  startEngines,
  type StartEnginesOptions,
} from '../src/engines';

const ALL: EmbeddedEngineName[] = ['postgres', 'clickhouse', 'nats', 'redis'];

/** Leaves one row, message or key, and counts what is there. */
const probes: Record<EmbeddedEngineName, (url: string) => Promise<number>> = {
  async postgres(url) {
    const client = new Client({ connectionString: url });
    client.on('error', () => undefined);
    await client.connect();
    try {
      await client.query('CREATE TABLE IF NOT EXISTS mark (at timestamptz DEFAULT now())');
      await client.query('INSERT INTO mark DEFAULT VALUES');
      const { rows } = await client.query<{ n: number }>('SELECT count(*)::int AS n FROM mark');
      return rows[0]?.n ?? 0;
    } finally {
      await client.end();
    }
  },
  async clickhouse(url) {
    const client = createClient({ url });
    try {
      await client.command({
        query: 'CREATE TABLE IF NOT EXISTS mark (at DateTime64(3)) ENGINE = MergeTree ORDER BY at',
      });
      await client.insert({ table: 'mark', values: [{ at: Date.now() }], format: 'JSONEachRow' });
      const answer = await client.query({ query: 'SELECT count() AS n FROM mark', format: 'JSONEachRow' });
      const [row] = await answer.json<{ n: string }>();
      return Number(row?.n);
    } finally {
      await client.close();
    }
  },
  async nats(url) {
    const connection = await connect({ servers: url });
    try {
      const manager = await jetstreamManager(connection);
      await manager.streams.add({ name: 'MARK', subjects: ['mark'] }).catch(async (error: unknown) => {
        await manager.streams.info('MARK').catch(() => {
          throw error;
        });
      });
      await jetstream(connection).publish('mark', new Uint8Array(2_000_000));
      return (await manager.streams.info('MARK')).state.messages;
    } finally {
      await connection.close();
    }
  },
  async redis(url) {
    const client = new Redis(url);
    try {
      return await client.incr('mark');
    } finally {
      client.disconnect();
    }
  },
};

describe('embedded engines', () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'unitfleet-engines-'));
  const options: StartEnginesOptions = { engines: ALL, dataDir, profile: 'durable', env: {} };
  const engines = new Map<EmbeddedEngineName, Engine>();

  const startAll = async () => {
    const running = await startEngines(options);
    for (const [name, engine] of running.engines) engines.set(name, engine);
    return running.env;
  };
  const stopAll = () => Promise.all([...engines.values()].map((engine) => engine.stop()));
  const probeAll = () => Promise.all(ALL.map((name) => probes[name](running(name).url)));

  let env: Readonly<Record<string, string>>;
  beforeAll(async () => {
    chmodSync(dataDir, 0o711);
    env = await startAll();
  });
  afterAll(async () => {
    await stopAll();
    rmSync(dataDir, { recursive: true, force: true });
  });

  it('names every engine in the environment of whoever uses them', () => {
    expect(Object.keys(env).sort()).toEqual(['CLICKHOUSE_URL', 'DATABASE_URL', 'NATS_URL', 'REDIS_URL']);
  });

  it('keeps the data over an orderly stop and start', async () => {
    const before = await probeAll();
    await stopAll();
    await startAll();
    const after = await probeAll();
    expect(after).toEqual(before.map((count) => count + 1));
  });

  it.each(ALL)('%s starts again on its folder and port after SIGKILL, with its data', async (name) => {
    const engine = running(name);
    const before = await probes[name](engine.url);
    await engine.kill();
    const again = await startEngine(name, {
      ...options,
      ports: { [name]: Number(new URL(engine.url).port) },
    });
    engines.set(name, again);
    expect(again.url).toBe(engine.url);
    expect(await probes[name](again.url)).toBe(before + 1);
  });

  it.each(ALL)('%s says which port is taken, who needs it and which setting moves it', async (name) => {
    const blocker = createServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => blocker.once('listening', resolve));
    const { port } = blocker.address() as AddressInfo;
    const start = startEngine(name, {
      ...options,
      dataDir: join(dataDir, 'other'),
      ports: { [name]: port },
      portSettings: { [name]: 'SOME_PORT' },
    });
    await expect(start).rejects.toThrow(new RegExp(`Port ${port} is taken, and \\w+ needs it: .*SOME_PORT`));
    blocker.close();
  });

  it('refuses a second PostgreSQL on a folder that is in use', async () => {
    await expect(startEngine('postgres', options)).rejects.toThrow(/Another instance .* UNITFLEET_DATA_DIR/);
  });

  it('takes an external engine when the environment names one', async () => {
    const engine = await startEngine('nats', { ...options, env: { NATS_URL: 'nats://example.com:4222' } });
    expect(engine).toMatchObject({ external: true, url: 'nats://example.com:4222', pids: [] });
  });

  it('leaves no process behind when its own process is killed', async () => {
    const program = nodeEntry(join(__dirname, 'engines-holder.ts'));
    const folder = join(dataDir, 'held');
    const holder = spawn(process.execPath, [...program.args, folder], {
      cwd: program.cwd,
      env: { PATH: process.env.PATH },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const pids = await new Promise<number[]>((resolve) => {
      createInterface({ input: holder.stdout }).once('line', (line) => resolve(JSON.parse(line) as number[]));
    });
    expect(pids).toHaveLength(ALL.length);
    expect(pids.filter(isAlive)).toEqual(pids);
    holder.kill('SIGKILL');
    await eventually(() => pids.every((pid) => !isAlive(pid)), { what: 'The end of the engines' });
  });

  it('leaves no process behind when its own process is killed while it starts one', async () => {
    const program = nodeEntry(join(__dirname, 'killed-starter.ts'));
    const starter = spawn(process.execPath, program.args, {
      cwd: program.cwd,
      env: { PATH: process.env.PATH },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const ended = once(starter, 'exit');
    const pid = await new Promise<number>((resolve) => {
      createInterface({ input: starter.stdout }).once('line', (line) => resolve(Number(line)));
    });
    expect(await ended).toEqual([null, 'SIGKILL']);
    expect(pid).toBeGreaterThan(0);
    await eventually(() => !isAlive(pid), { what: 'The end of what was started' });
  });

  function running(name: EmbeddedEngineName): Engine {
    const engine = engines.get(name);
    if (!engine) throw new Error(`${name} does not run`);
    return engine;
  }
});

/** A process that nobody has collected yet (state Z) has ended all the same. */
function isAlive(pid: number): boolean {
  try {
    const state = execFileSync('ps', ['-p', String(pid), '-o', 'stat='], { encoding: 'utf8' }).trim();
    return !state.startsWith('Z');
  } catch {
    return false;
  }
}
