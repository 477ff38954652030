import { once } from 'node:events';
import { realpathSync } from 'node:fs';
import { messageOf } from '../errors';
import { parseLaunchArguments, USAGE } from './launch-arguments';
import { Launcher } from './launcher';
import { LAUNCHER_READY } from './launcher-signs';

/** The launcher as a program; the process ends with the code of the program that it keeps running. */
export async function runLauncher(argv: readonly string[]): Promise<void> {
  let options;
  try {
    options = parseLaunchArguments(argv);
  } catch (error) {
    process.stderr.write(`${messageOf(error)}\n${USAGE}\n`);
    process.exitCode = 64;
    return;
  }
  const log = options.quiet ? undefined : (line: string) => process.stderr.write(`unit-launch: ${line}\n`);
  const launcher = new Launcher({ ...options, log, nodeOptions: process.execArgv });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
    process.on(signal, () => launcher.stop(signal));
  if (options.waits) await parentIsGone();
  process.exit(await launcher.run());
}

/** A library in one file is its own launcher: `node unit-client.js main.js`. */
export function isStartedAsProgram(file: string): boolean {
  const [, program] = process.argv;
  try {
    return program !== undefined && realpathSync(program) === realpathSync(file);
  } catch {
    return false;
  }
}

async function parentIsGone(): Promise<void> {
  if (!process.connected) return;
  const gone = once(process, 'disconnect');
  process.send?.(LAUNCHER_READY);
  await gone;
}
