import { DomainError } from '@unitfleet/contracts';
import { IgnoreRules } from '../ignore/ignore-rules';
import { isArchivable } from './archive-entry';

export const IGNORE_FILE = '.pepeignore';

const GIT_FOLDER = '.git';
/** Questions of rules to paths: more would keep a process from everything else. */
const MAX_QUESTIONS = 4_000_000;
/** As long as a path may be where devices' makers work. */
const MAX_PATH_BYTES = 4_096;
/** A tree of a few bytes may show itself as its own folder again and again. */
const MAX_DEPTH = 256;
const MAX_FOLDERS = 200_000;

/** What of a commit goes into an archive. */
export interface ArchiveSelection<T> {
  /** Regular files, in the order given. */
  readonly files: T[];
  /** Folders that stay though nothing in them does, as they do in a working copy; innermost ones only. */
  readonly emptyFolders: string[];
}

const isGit = (segment: string): boolean => segment.toLowerCase() === GIT_FOLDER;

/** The folder that a path is in; an empty text for what lies at the top. */
const parentOf = (path: string): string => path.slice(0, Math.max(0, path.lastIndexOf('/')));

/** All folders that these paths are in or are, each after the one that it is in. */
const foldersOf = (paths: readonly string[], folders: readonly string[]): Set<string> => {
  const found = new Set<string>();
  for (const innermost of [...folders, ...paths.map(parentOf)]) {
    if (found.has(innermost)) continue;
    if (innermost.split('/').length > MAX_DEPTH || found.size > MAX_FOLDERS)
      throw new DomainError('GitRepo', 'the repository has too many folders, or too deep ones');
    const missing: string[] = [];
    for (let at = innermost; at !== '' && !found.has(at); at = parentOf(at)) missing.push(at);
    for (const folder of missing.reverse()) found.add(folder);
  }
  return found;
};

const nameOf = (path: string): string => path.slice(path.lastIndexOf('/') + 1);

/** Git itself keeps any bytes as names; what would leave the folder, comes twice, or cannot be written in an archive is refused. */
const requirePossible = (path: string, isTaken: boolean): void => {
  const isOutside = path.split('/').some((segment) => segment === '' || segment === '.' || segment === '..');
  if (isTaken || isOutside || path.includes('\uFFFD') || Buffer.byteLength(path) > MAX_PATH_BYTES)
    throw new DomainError('GitRepo', `no archive can hold the name ${JSON.stringify(path.slice(0, 100))}`);
};

/**
 * The files of a commit that go into its archive (`docs/protocol/device.md 3.2`): all but what `.pepeignore` names
 * and, always, `.git` at any depth. A file that a rule names goes; a folder that a rule names goes with everything in
 * it, and no rule takes anything of it back. Links are left out (5.3), `submodules` are empty folders.
 *
 * @param ignoreText null when the repository has no such file.
 * @throws DomainError GitRepo for a name that no archive can hold, and for more rules and files than can be compared.
 */
export const selectFiles = <T extends { readonly path: string; readonly mode: number }>(
  listing: readonly T[],
  ignoreText: string | null,
  submodules: readonly string[] = [],
): ArchiveSelection<T> => {
  const rules = IgnoreRules.parse(ignoreText);
  const paths = listing.map(({ path }) => path);
  const folders = foldersOf(paths, submodules);
  if ((paths.length + 2 * folders.size) * rules.count > MAX_QUESTIONS)
    throw new DomainError('GitRepo', `${IGNORE_FILE} has too many rules for so many files`);
  const left = new Set<string>();
  const isOpen = (path: string): boolean =>
    !isGit(nameOf(path)) && (parentOf(path) === '' || left.has(parentOf(path)));
  for (const path of folders) if (isOpen(path) && !rules.isFolderIgnored(path)) left.add(path);
  const files = listing.filter(
    (file) => isArchivable(file) && isOpen(file.path) && !rules.isFileIgnored(file.path),
  );
  const names = new Set(left);
  for (const path of left) requirePossible(path, false);
  for (const { path } of files) {
    requirePossible(path, names.has(path));
    names.add(path);
  }
  const filled = new Set([...names].map(parentOf));
  return { files, emptyFolders: [...left].filter((folder) => !filled.has(folder)) };
};
