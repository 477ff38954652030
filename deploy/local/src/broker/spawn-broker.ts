import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { z } from 'zod';
import type { LogLine } from './options';

/** What a broker process is told; variables that are absent have the defaults of `settings.ts`. */
export interface SpawnBrokerOptions {
  /** `BROKER_*` variables. */
  readonly env: Readonly<Record<string, string>>;
  /** Lines after the first one, and what the process writes to stderr as `{event: 'stderr', text}`. */
  readonly onLog?: (line: LogLine) => void;
}

/** A broker in a process of its own; it ends when this process does. */
export interface SpawnedBroker {
  readonly pid: number;
  readonly port: number;
  readonly internalPort: number;
  readonly apiPort: number;
  readonly url: string;
  readonly internalUrl: string;
  readonly apiUrl: string;
  /** Resolves with the exit code (null after a signal) when the process is gone, whoever ended it. */
  readonly exited: Promise<number | null>;
  /** SIGTERM, and waits. */
  stop(): Promise<void>;
  /** SIGKILL, and waits: what the broker held in memory is lost. */
  kill(): Promise<void>;
}

/** The first line; what else it says is not handed on. */
const readySchema = z.object({
  port: z.number(),
  internalPort: z.number(),
  apiPort: z.number(),
  url: z.string(),
  internalUrl: z.string(),
  apiUrl: z.string(),
});

const repository = resolve(__dirname, '../../../..');

/** Starts `main.ts` as a child process; rejects with what it said when it ends before it is ready. */
export async function spawnBroker(options: SpawnBrokerOptions): Promise<SpawnedBroker> {
  // A larger young generation: messages live just long enough to survive the default one.
  const args = ['--max-semi-space-size=64', '-r', '@swc-node/register', join(__dirname, 'main.ts')];
  const child = spawn(process.execPath, args, {
    cwd: repository,
    env: {
      ...process.env,
      SWC_NODE_PROJECT: join(repository, 'tsconfig.base.json'),
      ...options.env,
      BROKER_EXIT_WITH_PARENT: '1',
    },
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  const exited = once(child, 'exit').then(([code]) => code as number | null);
  const complaints: string[] = [];
  createInterface(child.stderr).on('line', (text) => {
    complaints.push(text);
    if (complaints.length > 50) complaints.shift();
    options.onLog?.({ event: 'stderr', text });
  });
  const lines = createInterface(child.stdout);
  const first = await Promise.race([
    once(lines, 'line').then(([line]) => String(line)),
    once(child, 'close'),
  ]);
  if (typeof first !== 'string') throw new Error(complaints.join('\n') || 'the MQTT broker ended at once');
  const ready = readySchema.parse(JSON.parse(first));
  lines.on('line', (line) => options.onLog?.(JSON.parse(line) as LogLine));

  const end = async (signal: NodeJS.Signals): Promise<void> => {
    if (child.exitCode === null && child.signalCode === null) child.kill(signal);
    await exited;
  };
  return {
    ...ready,
    pid: child.pid ?? 0,
    exited,
    stop: () => end('SIGTERM'),
    kill: () => end('SIGKILL'),
  };
}
