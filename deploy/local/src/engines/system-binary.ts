import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { MissingBinaryError } from './engine-error';

/** Debian puts servers where an ordinary user's PATH does not look, Homebrew where a bare environment does not. */
const SERVER_FOLDERS = ['/usr/local/sbin', '/usr/sbin', '/sbin', '/usr/local/bin', '/opt/homebrew/bin'];

const INSTALL_COMMANDS = {
  'nats-server': { apt: 'nats-server', brew: 'nats-server', replacedBy: 'NATS_URL' },
  'redis-server': { apt: 'redis-server', brew: 'redis', replacedBy: 'REDIS_URL' },
} as const;

/**
 * Path of a server program that the machine must bring along.
 * @throws MissingBinaryError with the command that installs it
 */
export function systemBinary(name: keyof typeof INSTALL_COMMANDS): string {
  const folders = [...(process.env.PATH ?? '').split(delimiter).filter(Boolean), ...SERVER_FOLDERS];
  const found = folders.map((folder) => join(folder, name)).find(isExecutable);
  if (found) return found;
  const { apt, brew, replacedBy } = INSTALL_COMMANDS[name];
  const command =
    process.platform === 'darwin'
      ? `brew install ${brew}`
      : `sudo apt-get install -y --no-install-recommends ${apt}`;
  throw new MissingBinaryError(
    `${name} is not installed. Install it with\n  ${command}\nor set ${replacedBy} to a server that already runs.`,
  );
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
