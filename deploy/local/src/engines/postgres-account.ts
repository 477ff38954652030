import { createHash } from 'node:crypto';
import {
  chmodSync,
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { EngineStartError } from './engine-error';

export interface Account {
  uid: number;
  gid: number;
}

/** Where a root-run instance keeps what the unprivileged account must reach but cannot reach where it lies. */
const SHARED_ROOT = '/var/lib/unitfleet-local';
/** Ending of the note that names the data folder a folder there stands in for. */
const OWNER = '.owner';

/**
 * PostgreSQL refuses to run as root, so root hands it to an unprivileged account that every system has.
 * @returns undefined for an ordinary user, who runs it as himself
 */
export function postgresAccount(): Account | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const entries = readFileSync('/etc/passwd', 'utf8').split('\n');
  for (const name of ['postgres', 'nobody']) {
    const fields = entries.find((line) => line.startsWith(`${name}:`))?.split(':');
    const uid = Number(fields?.[2]);
    // macOS writes the uid of nobody as -2.
    if (fields && uid !== 0) return { uid: uid >>> 0, gid: Number(fields[3]) >>> 0 };
  }
  throw new EngineStartError(
    'PostgreSQL does not run as root, and the system has neither a user postgres nor nobody. ' +
      'Start as an ordinary user, or set DATABASE_URL to a server that already runs.',
  );
}

/** The binaries themselves, or a copy where `account` can execute them: root's home is closed to everybody else. */
export function reachableBinaries(native: string, version: string, account: Account | undefined): string {
  if (!account || isReachable(native, account)) return native;
  const copy = join(SHARED_ROOT, `postgres-${version}`);
  if (existsSync(copy)) return copy;
  makeSharedRoot(SHARED_ROOT);
  const unfinished = `${copy}.${process.pid}`;
  cpSync(native, unfinished, { recursive: true, verbatimSymlinks: true });
  if (existsSync(copy)) rmSync(unfinished, { recursive: true });
  else renameSync(unfinished, copy);
  return copy;
}

/**
 * The folder for the database: `<dataDir>/postgres`, or, where `account` cannot reach that, a folder elsewhere with a
 * symbolic link in its place. Removing the data folder begins anew in both cases.
 */
export function reachableDataFolder(
  dataDir: string,
  account: Account | undefined,
  sharedRoot = SHARED_ROOT,
): string {
  const wanted = join(dataDir, 'postgres');
  mkdirSync(dataDir, { recursive: true });
  if (!account || isReachable(dataDir, account)) return wanted;
  makeSharedRoot(sharedRoot);
  removeForsaken(sharedRoot);
  const digest = createHash('sha256').update(realpathSync(dataDir)).digest('hex').slice(0, 16);
  const elsewhere = join(sharedRoot, `data-${digest}`);
  if (!lstatSync(wanted, { throwIfNoEntry: false })) {
    rmSync(elsewhere, { recursive: true, force: true });
    symlinkSync(elsewhere, wanted);
  }
  writeFileSync(`${elsewhere}${OWNER}`, realpathSync(dataDir));
  return elsewhere;
}

/**
 * Removes folders whose data folder is gone, link included. Only what the note beside it says is ours is touched, and
 * never while a server may run on it.
 */
function removeForsaken(sharedRoot: string): void {
  for (const note of readdirSync(sharedRoot).filter((name) => name.endsWith(OWNER))) {
    const folder = join(sharedRoot, note.slice(0, -OWNER.length));
    const owner = readIfThere(join(sharedRoot, note));
    if (!owner || lstatSync(join(owner, 'postgres'), { throwIfNoEntry: false }) || runsOn(folder)) continue;
    rmSync(folder, { recursive: true, force: true });
    rmSync(join(sharedRoot, note), { force: true });
  }
}

function runsOn(folder: string): boolean {
  const pid = Number(readIfThere(join(folder, 'postmaster.pid'))?.split('\n')[0]);
  if (!pid) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code !== 'ESRCH';
  }
}

/** Several instances may start at once: what was listed may be gone by now. */
function readIfThere(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}

function makeSharedRoot(folder: string): void {
  mkdirSync(folder, { recursive: true });
  chmodSync(folder, 0o755);
}

function isReachable(path: string, { uid, gid }: Account): boolean {
  for (let folder = realpathSync(path); ; folder = dirname(folder)) {
    const stat = statSync(folder);
    const bit = stat.uid === uid ? 0o100 : stat.gid === gid ? 0o010 : 0o001;
    if (stat.isDirectory() && !(stat.mode & bit)) return false;
    if (folder === dirname(folder)) return true;
  }
}
