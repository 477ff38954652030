import { join } from 'node:path';
import { EngineProcess } from '../engines/engine-process';
import type { Running } from './supervised';

export interface ProgramOptions {
  readonly name: string;
  /** Folder of the built programs. */
  readonly bundles: string;
  readonly environment: Readonly<Record<string, string>>;
  readonly nodeOptions?: readonly string[];
  /** Answers 200 when the program is ready. */
  readonly readyUrl: string;
  readonly onLine: (line: string) => void;
}

const READY_MS = 90_000;

/** Variables of this process that every program needs to find its tools; everything else is given explicitly. */
const INHERITED = ['PATH', 'HOME', 'TMPDIR', 'LANG', 'SSL_CERT_FILE', 'GIT_SSL_CAINFO'];

const inherited = (): Record<string, string | undefined> =>
  Object.fromEntries(INHERITED.map((name) => [name, process.env[name]]));

const answers = async (url: string): Promise<boolean> => (await fetch(url)).ok;

/** Runs one of our built programs and waits until it is ready. */
export const runProgram = async (options: ProgramOptions): Promise<Running> => {
  const child = EngineProcess.start({
    title: options.name,
    command: process.execPath,
    args: [
      ...(options.nodeOptions ?? []),
      '--enable-source-maps',
      join(options.bundles, options.name, 'main.js'),
    ],
    env: { ...inherited(), TZ: 'UTC', ...options.environment },
    output: { onLine: options.onLine },
  });
  try {
    await child.untilReady(() => answers(options.readyUrl), READY_MS);
  } catch (error) {
    await child.kill();
    throw error;
  }
  return {
    get pids() {
      return child.pid === undefined ? [] : [child.pid];
    },
    exited: child.exited,
    stop: () => child.stop(),
    kill: () => child.kill(),
  };
};
