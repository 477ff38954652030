import { join } from 'node:path';
import { EmbeddedEngine, outputOf } from './embedded-engine';
import type { Engine, EngineOptions } from './engine';
import { EngineProcess } from './engine-process';
import { nodeEntry, nodeProgram } from './runtime-paths';
import { withPort } from './with-port';

export interface ClickHouseOptions extends EngineOptions {
  /** The program with ClickHouse in it, TypeScript or bundled; found by itself when left out. */
  entry?: string;
}

/** Starts ClickHouse behind its HTTP interface, as a Node process of its own; user `default` without a password. */
export async function startClickHouse(options: ClickHouseOptions): Promise<Engine> {
  const program = options.entry
    ? nodeEntry(options.entry)
    : nodeProgram('clickhouse/main', 'clickhouse/main.js');
  return withPort(options.port, 'ClickHouse', options.portSetting, async (port) => {
    const folder = join(options.dataDir, 'clickhouse');
    const process_ = EngineProcess.start({
      title: 'ClickHouse',
      command: process.execPath,
      args: [...program.args, '--data', folder, '--port', String(port)],
      cwd: program.cwd,
      env: { ...process.env, NODE_OPTIONS: '', TZ: 'UTC' },
      output: outputOf('clickhouse', options),
    });
    const url = `http://127.0.0.1:${port}`;
    await process_.untilReady(async () => (await fetch(`${url}/ping`)).ok);
    return new EmbeddedEngine('clickhouse', url, process_);
  });
}
