import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { EngineProcess } from '../engines/engine-process';
import type { Running } from './supervised';

export interface ProgramOptions {
  readonly name: string;
  /** Folder of the built programs. */
  readonly bundles: string;
  readonly environment: Readonly<Record<string, string>>;
  readonly nodeOptions?: readonly string[];
  /** Whether the program is ready; asked again and again, an exception counts as "not yet". */
  readonly isReady: () => Promise<boolean>;
  readonly onLine: (line: string) => void;
}

const READY_MS = 90_000;
/** Longer than an orderly end takes, which is asked for in all other cases. */
const ORPHAN_CHECK_MS = 3_000;
const PROBE_TIMEOUT_MS = 5_000;
/** Eight starting programs that are asked without a pause take a good part of a small machine. */
const PROBE_PAUSE_MS = 50;

/** Variables of this process that every program needs to find its tools; everything else is given explicitly. */
const INHERITED = ['PATH', 'HOME', 'TMPDIR', 'LANG', 'SSL_CERT_FILE', 'GIT_SSL_CAINFO'];

const inherited = (): Record<string, string | undefined> =>
  Object.fromEntries(INHERITED.map((name) => [name, process.env[name]]));

/**
 * Whoever is killed in the middle of starting a program cannot have it ended any more, since nobody else knows of it yet:
 * the program itself notices that its parent is another one.
 */
const endsWithParent = (parent: number): string => {
  const end = `clearInterval(watch),process.kill(process.pid,'SIGTERM')`;
  return `--import=data:text/javascript,const watch=setInterval(()=>process.ppid!==${parent}&&(${end}),${ORPHAN_CHECK_MS}).unref()`;
};

/** A readiness check: `url` answers 200. */
export const answers = (url: string) => async (): Promise<boolean> => {
  await delay(PROBE_PAUSE_MS);
  const answer = await fetch(url, { signal: AbortSignal.timeout(PROBE_TIMEOUT_MS) });
  await answer.arrayBuffer();
  return answer.ok;
};

/**
 * Runs one of our built programs and waits until it is ready.
 * @throws EngineStartError with the program's last lines when it ends or is not ready in time; it does not run then
 */
export const runProgram = async (options: ProgramOptions, ending: AbortSignal): Promise<Running> => {
  const child = EngineProcess.start({
    title: options.name,
    command: process.execPath,
    args: [
      ...(options.nodeOptions ?? []),
      '--enable-source-maps',
      endsWithParent(process.pid),
      join(options.bundles, options.name, 'main.js'),
    ],
    env: { ...inherited(), TZ: 'UTC', ...options.environment },
    output: { onLine: options.onLine },
  });
  const interrupt = () => void child.stop();
  ending.addEventListener('abort', interrupt);
  try {
    if (ending.aborted) interrupt();
    await child.untilReady(options.isReady, READY_MS);
  } catch (error) {
    await child.stop();
    throw error;
  } finally {
    ending.removeEventListener('abort', interrupt);
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
