import { ChildProcess, spawn } from 'node:child_process';
import { basename, join } from 'node:path';
import { UpdateError } from './errors';
import { LAUNCHER_READY, LAUNCHER_VARIABLE, launcherExitCode } from './launch/launcher-signs';
import { RestartMode } from './protocol.enums';

/** Something that goes on with the program when this process has ended. */
export interface Successor {
  /** It is not needed after all. */
  cancel(): void;
}

/** Ways to make room for the new version; a test puts its own in their place. */
export interface ProcessControl {
  /**
   * Starts what keeps the program running once this process has ended, from the files that are in place now: those
   * of a version that is known to work. Throws `UpdateError` if it does not come up.
   */
  spawnSuccessor(deviceFolder: string): Promise<Successor | void> | Successor | void;
  exit(code: number): void;
}

export const processControl: ProcessControl = {
  spawnSuccessor: async (deviceFolder) => {
    const [, program = '', ...args] = process.argv;
    const { [LAUNCHER_VARIABLE]: _, ...env } = process.env;
    const launch = [launcherFile(), '--wait-for-parent', '--folder', deviceFolder, program, ...args];
    const launcher = spawn(process.execPath, [...process.execArgv, ...launch], {
      env,
      detached: true,
      stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
    });
    await ready(launcher);
    launcher.unref();
    launcher.channel?.unref();
    return { cancel: () => launcher.kill('SIGKILL') };
  },
  exit: (code) => process.exit(code),
};

/** The end of this process in favour of the new version, prepared before the new files are put in place. */
export interface PreparedRestart {
  go(): void;
  cancel(): void;
}

/**
 * What `mode` asks for; undefined if this process stays. Node cannot replace its own image, so `restart_exec` leaves
 * the restart to the supervisor, whose agreed exit code is `supervisorExitCode`, or to the launcher; without either
 * it starts a launcher itself, as `restart_popen` always does that does not run under one.
 */
export async function prepareRestart(
  mode: RestartMode,
  supervisorExitCode: number | undefined,
  deviceFolder: string,
  control: ProcessControl = processControl,
): Promise<PreparedRestart | undefined> {
  if (mode === RestartMode.NoRestart || mode === RestartMode.EnvSchemaOnly) return undefined;
  const code = restartCode(mode, supervisorExitCode);
  if (code !== undefined) return { go: () => control.exit(code), cancel: () => undefined };
  const successor = await control.spawnSuccessor(deviceFolder);
  return { go: () => control.exit(0), cancel: () => successor?.cancel() };
}

/** The exit code on which somebody starts this program again; undefined if nobody would. */
export function restartCode(mode: RestartMode, supervisorExitCode: number | undefined): number | undefined {
  const launcher = launcherExitCode();
  return mode === RestartMode.RestartExec ? (supervisorExitCode ?? launcher) : launcher;
}

/** In a package the launcher has a file of its own; in a library that is one file it is that file. */
function launcherFile(): string {
  return basename(__filename) === 'restart.js' ? join(__dirname, 'launch', 'main.js') : __filename;
}

async function ready(launcher: ChildProcess): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    const failed = (): void =>
      reject(new UpdateError('the process that keeps the program running did not start'));
    launcher.once('error', failed);
    launcher.once('exit', failed);
    launcher.on('message', (message) => {
      if (message !== LAUNCHER_READY) return;
      launcher.off('exit', failed);
      resolve();
    });
  });
}
