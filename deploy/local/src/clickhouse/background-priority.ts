import { readdir, readFile } from 'node:fs/promises';
import { setPriority } from 'node:os';

const LOOK_EVERY_MS = 5_000;
/** Of threads that merge, in the engine's own words. */
const MERGE_THREAD = 'MergeMutate';
const NICE = 10;

/**
 * Lets merges give way: on a machine of few cores they would hold up inserts and queries for as long as they take. The
 * engine makes their threads when it needs them, so somebody has to look for new ones. Only Linux has priorities of threads.
 */
export function keepMergesInBackground(folder = '/proc/self/task'): void {
  const known = new Set<string>();
  const look = async () => {
    for (const thread of await readdir(folder)) {
      if (known.has(thread)) continue;
      known.add(thread);
      const name = await readFile(`${folder}/${thread}/comm`, 'utf8');
      if (name.startsWith(MERGE_THREAD)) setPriority(Number(thread), NICE);
    }
  };
  // A thread that is gone meanwhile, or no such folder at all: then there is nothing to be done.
  setInterval(() => void look().catch(() => undefined), LOOK_EVERY_MS).unref();
}
