import { Inject, Injectable } from '@nestjs/common';
import { DomainError } from '@unitfleet/contracts';
import {
  FOLDER_MODE,
  IGNORE_FILE,
  inArchiveOrder,
  isFolder,
  selectFiles,
  type ArchiveEntry,
} from '@unitfleet/unit-files';
import { LRUCache } from 'lru-cache';
import { BlobReader } from '../data/git/blob-reader';
import { MirrorReader } from '../data/mirror-reader';
import type { CommitTree, TreeFile } from '../domain/commit-tree';
import { BUILDER_SETTINGS, type BuilderSettings } from '../settings';

/** All files of an archive may be this much larger than the repository may be, each file as large. */
const EXPANSION = 8;
const MIB = 1_024 * 1_024;
const MAX_IGNORE_BYTES = 64 * 1_024;
const NOTHING = Buffer.alloc(0);

interface FirmwareListing {
  readonly committedAt: Date;
  /** Files and empty folders, in the order of archives. */
  readonly entries: readonly TreeFile[];
}

/** What a commit gives to its archives (`docs/protocol/device.md 5.2`), whatever is added for a Unit. */
@Injectable()
export class FirmwareContentService {
  /** By folder and commit: neither changes. All Units of a version share it. */
  private readonly listings = new LRUCache<string, FirmwareListing>({
    maxSize: 200_000,
    sizeCalculation: ({ entries }) => entries.length + 1,
  });

  constructor(
    private readonly reader: MirrorReader,
    private readonly blobs: BlobReader,
    @Inject(BUILDER_SETTINGS) private readonly settings: BuilderSettings,
  ) {}

  /** @throws DomainError GitRepo for an unknown commit, and for one that no archive is made of. */
  async listing(folder: string, commit: string): Promise<FirmwareListing> {
    const key = `${folder} ${commit}`;
    const known = this.listings.get(key);
    if (known) return known;
    const tree = await this.reader.tree(folder, commit);
    const { files, emptyFolders } = selectFiles(
      tree.files,
      await this.ignoreText(folder, tree),
      tree.submodules,
    );
    this.requireAllowedSizes(files);
    const folders = emptyFolders.map((path) => ({ path, mode: FOLDER_MODE, object: '', size: 0 }));
    const listing = { committedAt: tree.committedAt, entries: inArchiveOrder([...files, ...folders]) };
    this.listings.set(key, listing);
    return listing;
  }

  /** The entries with their contents; one is in memory at a time. */
  async *contents(folder: string, { entries }: FirmwareListing): AsyncGenerator<ArchiveEntry> {
    const files = entries.filter((entry) => !isFolder(entry));
    const contents = this.blobs.read(
      folder,
      files.map(({ object }) => object),
    );
    try {
      for (const { path, mode, ...entry } of entries) {
        if (isFolder({ mode })) yield { path, mode, content: NOTHING };
        else yield { path, mode, content: await nextOf(contents, entry.size) };
      }
    } finally {
      await contents.return(undefined);
    }
  }

  private async ignoreText(folder: string, tree: CommitTree): Promise<string | null> {
    const rules = tree.files.find(({ path }) => path === IGNORE_FILE);
    if (!rules) return null;
    if (rules.size > MAX_IGNORE_BYTES)
      throw new DomainError('GitRepo', `${IGNORE_FILE} is larger than ${MAX_IGNORE_BYTES} bytes`);
    for await (const content of this.blobs.read(folder, [rules.object])) return content.toString('utf8');
    return null;
  }

  private requireAllowedSizes(files: readonly TreeFile[]): void {
    const limit = this.settings.PU_MAX_EXTERNAL_REPO_SIZE;
    const large = files.find(({ size }) => size > limit * MIB);
    if (large) throw new DomainError('GitRepo', `${large.path} is larger than ${limit} MB`);
    if (files.reduce((sum, { size }) => sum + size, 0) > limit * EXPANSION * MIB)
      throw new DomainError('GitRepo', `the files of the commit have more than ${limit * EXPANSION} MB`);
  }
}

const nextOf = async (contents: AsyncGenerator<Buffer>, size: number): Promise<Buffer> => {
  const { value, done } = await contents.next();
  if (done || value.length !== size)
    throw new Error('a file of the mirror is not as large as it is said to be');
  return value;
};
