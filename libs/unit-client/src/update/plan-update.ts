import { lstatSync } from 'node:fs';
import { join, posix } from 'node:path';
import { parseJsonObject } from '../device-files';
import { ArchiveError, UpdateError } from '../errors';
import type { TarEntry } from '../tar-reader';
import { unitUuidOf } from '../unit-token';
import type { Journal, JournalFile } from './journal';
import { UPDATE_FOLDER, UpdateFolder } from './update-folder';

/** Where the files of this device are and what a new version must and must not bring. */
export interface DeviceLayout {
  envFilePath: string;
  schemaFilePath: string;
  /** Files (`data.json`) and folders (`data/`) that an update leaves as they are once they exist. */
  keepFiles: readonly string[];
  /** Files without which a new version is refused, besides `env.json` and `schema.json`. */
  requiredFiles: readonly string[];
}

/** What is to be done, found without changing anything. */
export interface UpdatePlan extends Pick<Journal, 'files' | 'folders'> {
  /** What `env.json` says that it is. */
  version: string;
  entries: ReadonlyMap<string, TarEntry>;
}

/**
 * Decides what the entries of an archive change on this device. Throws `ArchiveError` or `UpdateError` if they are
 * not a version of this Unit, or if one of them would write outside the device's folder, through a link, or in
 * place of a folder.
 */
export function planUpdate(
  entries: readonly TarEntry[],
  folder: UpdateFolder,
  layout: DeviceLayout,
  unitUuid: string,
): UpdatePlan {
  const all = filesOf(entries);
  for (const name of ['env.json', 'schema.json', ...layout.requiredFiles]) {
    if (!all.has(name)) throw new ArchiveError(`the archive has no ${name}`);
  }
  const version = versionOf(all, unitUuid);
  const documents = new Map([
    ['env.json', folder.nameOf(layout.envFilePath)],
    ['schema.json', folder.nameOf(layout.schemaFilePath)],
  ]);
  const files: JournalFile[] = [];
  for (const name of all.keys()) {
    const target = documents.get(name) ?? name;
    if (name.split('/')[0] === UPDATE_FOLDER) throw new ArchiveError(`${name}: the name is reserved`);
    if (!documents.has(name)) refuseDetours(folder, target);
    const existed = isThere(folder.pathOf(target), target);
    if (existed && isKept(name, layout.keepFiles)) continue;
    files.push({ name, target, existed });
  }
  // It carries the version: whoever looks sees the new one only when everything else is there.
  files.sort((a, b) => Number(a.name === 'env.json') - Number(b.name === 'env.json'));
  return { version, files, folders: newFolders(folder, files), entries: all };
}

function filesOf(entries: readonly TarEntry[]): Map<string, TarEntry> {
  const files = new Map<string, TarEntry>();
  for (const entry of entries) {
    if (entry.kind !== 'file') continue;
    if (files.has(entry.path)) throw new ArchiveError(`the archive has ${entry.path} twice`);
    files.set(entry.path, entry);
  }
  for (const path of files.keys()) {
    if (parentsOf(path).some((parent) => files.has(parent))) {
      throw new ArchiveError(`${path} lies in something that is a file in the same archive`);
    }
  }
  return files;
}

function versionOf(files: ReadonlyMap<string, TarEntry>, unitUuid: string): string {
  const read = (name: string): Record<string, unknown> =>
    parseJsonObject((files.get(name) as TarEntry).data.toString('utf8'), `${name} of the archive`);
  read('schema.json');
  const { PU_AUTH_TOKEN, PU_COMMIT_VERSION } = read('env.json');
  if (unitUuidOf(String(PU_AUTH_TOKEN)) !== unitUuid)
    throw new ArchiveError('the archive is of another Unit');
  if (typeof PU_COMMIT_VERSION !== 'string' || PU_COMMIT_VERSION === '') {
    throw new ArchiveError('the archive does not say which version it is');
  }
  return PU_COMMIT_VERSION;
}

/** Folders on the way to a file must be folders: a link could lead anywhere. */
function refuseDetours(folder: UpdateFolder, target: string): void {
  for (const parent of parentsOf(target)) {
    const found = lstatSync(join(folder.device, parent), { throwIfNoEntry: false });
    if (found && !found.isDirectory())
      throw new UpdateError(`${parent} is no folder, so ${target} cannot be put there`);
  }
}

function isThere(path: string, target: string): boolean {
  const found = lstatSync(path, { throwIfNoEntry: false });
  if (found?.isDirectory()) throw new UpdateError(`${target} is a folder, but a file in the new version`);
  return found !== undefined;
}

function isKept(name: string, keepFiles: readonly string[]): boolean {
  return keepFiles.some((kept) => (kept.endsWith('/') ? name.startsWith(kept) : name === kept));
}

function newFolders(folder: UpdateFolder, files: readonly JournalFile[]): string[] {
  const parents = new Set(files.flatMap(({ target }) => parentsOf(target)));
  return [...parents]
    .filter((parent) => !lstatSync(folder.pathOf(parent), { throwIfNoEntry: false }))
    .sort((a, b) => a.length - b.length);
}

/** `a/b` and `a` of `a/b/c`; nothing above the device's folder. */
function parentsOf(path: string): string[] {
  const parents: string[] = [];
  for (let parent = posix.dirname(path); parent !== '.' && parent !== '/'; parent = posix.dirname(parent)) {
    if (parent === '..' || parent.startsWith('../')) break;
    parents.push(parent);
  }
  return parents;
}
