import { accessSync, constants, mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { EngineStartError } from '../engines/engine-error';
import { lockInstance } from './instance-lock';

const LOCK = 'instance.lock';
const SECRETS = 'secrets.json';

/** Everything that an instance keeps; what else lies in its folder is somebody else's and never removed. */
const KEPT = ['engines', 'repositories', 'demo', 'logs', 'ports.json', 'fleet.json', SECRETS];

const openFolder = (folder: string): void => {
  try {
    mkdirSync(folder, { recursive: true });
    accessSync(folder, constants.W_OK | constants.X_OK);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new EngineStartError(
      `Nothing can be kept in ${folder} (${code}): make it writable, or set UNITFLEET_DATA_DIR to another folder.`,
      { cause: error },
    );
  }
};

const forget = (folder: string): void => {
  const found = readdirSync(folder).filter((name) => name !== LOCK);
  if (found.length > 0 && !found.includes(SECRETS))
    throw new EngineStartError(`${folder} holds no data of an instance: --fresh does not touch it.`);
  // The secrets go last: a removal that was interrupted can be repeated.
  for (const name of KEPT) rmSync(join(folder, name), { recursive: true, force: true });
};

/**
 * Makes the folder of an instance ready for this process alone, and empty when `fresh`.
 * @returns what gives it back
 * @throws EngineStartError when it cannot be written, when another instance runs on it, or when it is not ours to empty
 */
export const takeDataFolder = (folder: string, fresh: boolean): (() => void) => {
  openFolder(folder);
  const giveBack = lockInstance(join(folder, LOCK), folder);
  try {
    if (fresh) forget(folder);
  } catch (error) {
    giveBack();
    throw error;
  }
  return giveBack;
};
