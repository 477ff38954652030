import { DomainError } from '@unitfleet/contracts';
import { IgnoreRules } from '../ignore/ignore-rules';
import { isArchivable } from './archive-entry';

export const IGNORE_FILE = '.pepeignore';

const GIT_FOLDER = '.git';
/** Questions of rules to paths: more would keep a process from everything else. */
const MAX_QUESTIONS = 4_000_000;
/** As long as a path may be where devices' makers work. */
const MAX_PATH_BYTES = 4_096;

/** What of a commit goes into an archive. */
export interface ArchiveSelection<T> {
  /** Regular files, in the order given. */
  readonly files: T[];
  /** Folders that stay though nothing in them does, as they do in a working copy; innermost ones only. */
  readonly emptyFolders: string[];
}

const isGit = (segment: string): boolean => segment.toLowerCase() === GIT_FOLDER;

/** Folders of a path, outermost first. */
const foldersOf = (path: string): string[] => {
  const segments = path.split('/');
  return segments.slice(1).map((_, level) => segments.slice(0, level + 1).join('/'));
};

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
  const folders = new Set([...submodules, ...[...paths, ...submodules].flatMap(foldersOf)]);
  if ((paths.length + 2 * folders.size) * rules.count > MAX_QUESTIONS)
    throw new DomainError('GitRepo', `${IGNORE_FILE} has too many rules for so many files`);
  const gone = new Set([...folders].filter((path) => rules.isFolderIgnored(path)));
  const stays = (path: string): boolean =>
    !path.split('/').some(isGit) && !gone.has(path) && !foldersOf(path).some((folder) => gone.has(folder));
  const files = listing.filter(
    (file) => isArchivable(file) && stays(file.path) && !rules.isFileIgnored(file.path),
  );
  const left = [...folders].filter(stays);
  const names = new Set(left);
  for (const path of left) requirePossible(path, false);
  for (const { path } of files) {
    requirePossible(path, names.has(path));
    names.add(path);
  }
  const filled = new Set([...left, ...files.map(({ path }) => path)].flatMap(foldersOf));
  return { files, emptyFolders: left.filter((folder) => !filled.has(folder)) };
};
