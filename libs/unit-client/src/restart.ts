import { spawn } from 'node:child_process';
import { RestartMode } from './protocol.enums';

/** Ways to make room for the new version; a test puts its own in their place. */
export interface ProcessControl {
  /** Starts this program anew, independent of this process. */
  spawnSuccessor(): void;
  exit(code: number): void;
}

export const processControl: ProcessControl = {
  spawnSuccessor: () => {
    const [, ...args] = process.argv;
    spawn(process.execPath, [...process.execArgv, ...args], { stdio: 'inherit', detached: true }).unref();
  },
  exit: (code) => process.exit(code),
};

/**
 * Ends this process in favour of the new version, if `mode` asks for it. Node cannot replace its own image, so
 * `restart_exec` leaves the restart to the supervisor, whose agreed exit code is `supervisorExitCode`; without one
 * it starts its successor itself, as `restart_popen` always does.
 */
export function restartProcess(
  mode: RestartMode,
  supervisorExitCode: number | undefined,
  control: ProcessControl = processControl,
): void {
  if (mode === RestartMode.RestartExec && supervisorExitCode !== undefined) {
    control.exit(supervisorExitCode);
  } else if (mode === RestartMode.RestartExec || mode === RestartMode.RestartPopen) {
    control.spawnSuccessor();
    control.exit(0);
  }
}
