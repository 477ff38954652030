/** A regular file, or an empty folder, on its way into an archive; one file at a time is in memory, as a whole. */
export interface ArchiveEntry {
  /** Path inside the repository: segments joined by `/`, none of them empty, `.` or `..`. */
  readonly path: string;
  /** Git's file mode: 0o100644, 0o100755, or `FOLDER_MODE`; entries of another kind (links, submodules) are left out. */
  readonly mode: number;
  readonly content: Buffer;
}

/** An entry as its size is known before its content is read. */
export interface ArchiveListing {
  readonly path: string;
  readonly mode: number;
  /** Bytes of content. */
  readonly size: number;
}

export type ArchiveEntries = Iterable<ArchiveEntry> | AsyncIterable<ArchiveEntry>;

/** Mode of a folder that an archive tells of though nothing is in it. */
export const FOLDER_MODE = 0o040000;
/** Mode of a file that the platform itself adds. */
export const REGULAR_MODE = 0o100644;
const KIND_MASK = 0o170000;
/** Kind bits of a regular file in a Unix mode. */
export const REGULAR_KIND = 0o100000;
const OWNER_EXECUTES = 0o100;

/**
 * Whether an entry may be in an archive: only regular files may. Links are skipped, not followed: a device library
 * gives up at one, and following could leave the tree (`docs/protocol/device.md 5.3`).
 */
export const isArchivable = (entry: { readonly mode: number }): boolean =>
  (entry.mode & KIND_MASK) === REGULAR_KIND;

export const isFolder = (entry: { readonly mode: number }): boolean =>
  (entry.mode & KIND_MASK) === FOLDER_MODE;

/** Permission bits as git knows them: 755 for what is executable, 644 for the rest. */
export const permissionsOf = (mode: number): number => ((mode & OWNER_EXECUTES) === 0 ? 0o644 : 0o755);

/**
 * Order of archives: a folder before what is in it, names beside each other by code unit
 * (`docs/protocol/device.md 5.3`). It is not git's order, which compares folders as if their names ended in `/`.
 */
export const compareArchivePaths = (left: string, right: string): number => {
  const a = left.split('/');
  const b = right.split('/');
  const shared = Math.min(a.length, b.length);
  for (let level = 0; level < shared; level += 1) {
    const [x, y] = [a[level] as string, b[level] as string];
    if (x !== y) return x < y ? -1 : 1;
  }
  return a.length - b.length;
};

/** Sorts what `buildTar` and `buildZip` take. */
export const inArchiveOrder = <T extends { readonly path: string }>(entries: readonly T[]): T[] =>
  [...entries].sort((left, right) => compareArchivePaths(left.path, right.path));
