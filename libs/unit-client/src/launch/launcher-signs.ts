import { resolve } from 'node:path';

/** Set for a program that runs under a launcher: the exit code with which it asks to be started anew. */
export const LAUNCHER_VARIABLE = 'UNIT_LAUNCHER';

/** Set with it: the folder whose versions the launcher looks after. */
export const LAUNCHER_FOLDER_VARIABLE = 'UNIT_LAUNCHER_FOLDER';

/** `EX_TEMPFAIL` of sysexits.h, which no program ends with by accident. */
export const RESTART_EXIT_CODE = 75;

/** What a launcher that waits for its starter to end says once it waits. */
export const LAUNCHER_READY = 'unit-launcher-ready';

/** The exit code that the launcher of this process waits for; undefined if there is no launcher. */
export function launcherExitCode(): number | undefined {
  return Number(process.env[LAUNCHER_VARIABLE]) || undefined;
}

/** Whether a launcher looks after the versions in this folder; one that was told another folder restarts only. */
export function isWatched(deviceFolder: string): boolean {
  const watched = process.env[LAUNCHER_FOLDER_VARIABLE];
  return (
    launcherExitCode() !== undefined && watched !== undefined && resolve(watched) === resolve(deviceFolder)
  );
}
