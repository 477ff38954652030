import { ArchiveEntries, ArchiveEntry, compareArchivePaths, isArchivable, isFolder } from './archive-entry';

/** A folder, named without trailing slash, or a file. */
export type WalkStep<T> = { readonly folder: string } | { readonly file: T };

/** Follows a sequence of paths in archive order and tells the folders to announce before each. */
export class FolderTrail {
  private last: string | null = null;

  /** Folders entered by this path, outermost first. Throws RangeError for a path out of order or not inside the tree. */
  enter(path: string): string[] {
    const segments = path.split('/');
    if (segments.some((segment) => segment === '' || segment === '.' || segment === '..')) {
      throw new RangeError(`"${path}" is not a path inside a repository`);
    }
    const previous = this.last;
    if (previous !== null && compareArchivePaths(previous, path) >= 0) {
      throw new RangeError(`"${path}" comes after "${previous}": entries must be in archive order`);
    }
    this.last = path;
    return segments
      .slice(0, -1)
      .map((_, level) => segments.slice(0, level + 1).join('/'))
      .filter((folder) => previous === null || !previous.startsWith(`${folder}/`));
  }
}

/** All steps of an archive but its root: folders, which the files imply or that are empty, and files; a folder before its content. */
export async function* walkEntries(entries: ArchiveEntries): AsyncGenerator<WalkStep<ArchiveEntry>> {
  const trail = new FolderTrail();
  for await (const entry of entries) {
    if (!isArchivable(entry) && !isFolder(entry)) continue;
    for (const folder of trail.enter(entry.path)) yield { folder };
    yield isFolder(entry) ? { folder: entry.path } : { file: entry };
  }
}
