/** A file of a commit; its content is known by its object name. */
export interface TreeFile {
  readonly path: string;
  /** Git's file mode. */
  readonly mode: number;
  readonly object: string;
  /** Bytes. */
  readonly size: number;
}

export interface CommitTree {
  readonly committedAt: Date;
  readonly files: readonly TreeFile[];
  /** Paths at which other repositories would be. */
  readonly submodules: readonly string[];
}

const ENTRY = /^(\d{6}) blob ([0-9a-f]+) +(\d+)\t(.+)$/s;
const SUBMODULE = /^160000 commit [0-9a-f]+ +-\t(.+)$/s;
const OCTAL = 8;

/** Reads `git ls-tree -r -z -l` and the commit's time in seconds; its names are UTF-8, other bytes become U+FFFD. */
export const parseTree = (listing: string, seconds: string): CommitTree => ({
  committedAt: new Date(Number(seconds) * 1_000),
  submodules: listing.split('\0').flatMap((entry) => SUBMODULE.exec(entry)?.[1] ?? []),
  files: listing.split('\0').flatMap((entry) => {
    const [, mode, object, size, path] = ENTRY.exec(entry) ?? [];
    if (!mode || !object || !path) return [];
    return [{ path, mode: Number.parseInt(mode, OCTAL), object, size: Number(size) }];
  }),
});
