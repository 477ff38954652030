import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { keepMergesInBackground } from './background-priority';
import { BodySpool } from './body-spool';
import { Executor } from './executor';
import { createHttpFace } from './http-face';

const { values } = parseArgs({
  options: {
    data: { type: 'string' },
    port: { type: 'string', default: '8123' },
    host: { type: 'string', default: '127.0.0.1' },
    user: { type: 'string', default: 'default' },
  },
});

async function main(): Promise<void> {
  if (!values.data) throw new Error('--data is missing: the folder that keeps the tables');
  const folder = resolve(values.data);
  const spool = new BodySpool(join(folder, 'spool'));
  const executor = new Executor(join(folder, 'data'));
  const server = createHttpFace({
    executor,
    spool,
    credentials: { user: values.user, password: process.env.CLICKHOUSE_PASSWORD ?? '' },
    version: await executor.version(),
  });
  server.on('error', fail);
  server.listen(Number(values.port), values.host);
  keepMergesInBackground();

  let stopping = false;
  const stop = async () => {
    if (stopping) return;
    stopping = true;
    server.close();
    server.closeIdleConnections();
    await executor.close();
    process.exit(0);
  };
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => void stop().catch(fail));
}

function fail(error: unknown): void {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
}

main().catch(fail);
