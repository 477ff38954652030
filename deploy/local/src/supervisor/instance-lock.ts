import { execFileSync } from 'node:child_process';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { z } from 'zod';
import { EngineStartError } from '../engines/engine-error';

const holderSchema = z.object({ pid: z.number(), begun: z.string() });
type Holder = z.infer<typeof holderSchema>;

/** Field 22 of `/proc/<pid>/stat`, counted behind the name, which may hold anything. */
const START_TIME = 19;

/** When a process began, in its system's own words; null when there is no such process. */
const begunAt = (pid: number): string | null => {
  try {
    if (process.platform !== 'linux')
      return execFileSync('ps', ['-p', String(pid), '-o', 'lstart='], { encoding: 'utf8' }).trim() || null;
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[START_TIME] ?? null;
  } catch {
    return null;
  }
};

const readHolder = (file: string): Holder | null => {
  try {
    return holderSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch {
    return null;
  }
};

/** Process numbers come again: only one that also began at the noted time is the holder. */
const lives = (holder: Holder | null): holder is Holder =>
  holder !== null && begunAt(holder.pid) === holder.begun;

/**
 * Takes a folder's lock for this process; a lock whose holder has died is nobody's.
 * @returns what gives it back
 * @throws EngineStartError when another process holds it
 */
export const lockInstance = (file: string, folder: string): (() => void) => {
  const holder = readHolder(file);
  if (lives(holder) && holder.pid !== process.pid)
    throw new EngineStartError(
      `Another instance (process ${holder.pid}) runs on ${folder}: stop it, or set UNITFLEET_DATA_DIR to another folder.`,
    );
  rmSync(file, { force: true });
  const own: Holder = { pid: process.pid, begun: begunAt(process.pid) ?? '' };
  try {
    writeFileSync(file, `${JSON.stringify(own)}\n`, { flag: 'wx' });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    throw new EngineStartError(`Another instance starts on ${folder} at this moment.`);
  }
  return () => rmSync(file, { force: true });
};
