import { Inject, Injectable } from '@nestjs/common';
import { type buildArchive, DomainError } from '@unitfleet/contracts';
import { spool, type StreamAnswer } from '@unitfleet/messaging';
import {
  buildTar,
  buildZip,
  deflateArchive,
  IGNORE_FILE,
  inArchiveOrder,
  isArchivable,
  REGULAR_MODE,
  selectFiles,
  withFiles,
  type ArchiveEntry,
} from '@unitfleet/unit-files';
import { z } from 'zod';
import { BlobReader } from '../data/git/blob-reader';
import { MirrorReader } from '../data/mirror-reader';
import type { CommitTree, TreeFile } from '../domain/commit-tree';
import { requireCommitHash } from '../domain/pick-version';
import { BUILDER_SETTINGS, type BuilderSettings } from '../settings';
import { MirrorsService } from './mirrors.service';

export type ArchiveRequest = z.output<typeof buildArchive.request>;

/** Files unpacked may be this much larger than the repository may be. */
const EXPANSION = 8;
const MIB = 1_024 * 1_024;

/** Time of an archive without a commit: fixed, so that the same files give the same bytes. */
const NO_COMMIT_TIME = new Date(Date.UTC(2000, 0, 1));

const toEntries = (files: Readonly<Record<string, string>>): ArchiveEntry[] =>
  inArchiveOrder(
    Object.entries(files).map(([path, text]) => ({
      path,
      mode: REGULAR_MODE,
      content: Buffer.from(text, 'utf8'),
    })),
  );

/** Firmware archives (`docs/protocol/device.md 5`). */
@Injectable()
export class ArchiveService {
  private readonly limitBytes: number;

  constructor(
    private readonly mirrors: MirrorsService,
    private readonly reader: MirrorReader,
    private readonly blobs: BlobReader,
    @Inject(BUILDER_SETTINGS) settings: BuilderSettings,
  ) {
    this.limitBytes = settings.PU_MAX_EXTERNAL_REPO_SIZE * EXPANSION * MIB;
  }

  /** Builds the whole archive before the first byte is sent: its size is told first. */
  async build(request: ArchiveRequest): Promise<StreamAnswer<{ size: number }>> {
    const added = toEntries(request.files);
    const base = request.commit === null ? null : await this.base(request.registryUuid, request.commit);
    const entries = base ? withFiles(this.contents(base.folder, base.files), added) : added;
    const modified = base?.committedAt ?? NO_COMMIT_TIME;
    const { size, content } = await spool(pack(request, entries, modified));
    return { head: { size }, content };
  }

  private async base(registryUuid: string, commit: string) {
    const folder = await this.mirrors.folderOf(registryUuid);
    const tree = await this.reader.tree(folder, requireCommitHash(commit));
    const files = await this.selected(folder, tree);
    if (files.reduce((sum, { size }) => sum + size, 0) > this.limitBytes)
      throw new DomainError('GitRepo', `the files of the commit have more than ${this.limitBytes / MIB} MB`);
    return { folder, files, committedAt: tree.committedAt };
  }

  /** What `.pepeignore` leaves, in the order of archives. */
  private async selected(folder: string, tree: CommitTree): Promise<TreeFile[]> {
    const rules = tree.files.find(({ path }) => path === IGNORE_FILE);
    const ignoreText = rules ? await this.text(folder, rules) : null;
    const regular = tree.files.filter(isArchivable);
    const kept = new Set(
      selectFiles(
        regular.map(({ path }) => path),
        ignoreText,
      ),
    );
    return inArchiveOrder(regular.filter(({ path }) => kept.has(path)));
  }

  private async text(folder: string, file: TreeFile): Promise<string> {
    for await (const content of this.blobs.read(folder, [file.object])) return content.toString('utf8');
    return '';
  }

  private async *contents(folder: string, files: readonly TreeFile[]): AsyncGenerator<ArchiveEntry> {
    let index = 0;
    for await (const content of this.blobs.read(
      folder,
      files.map(({ object }) => object),
    )) {
      const { path, mode } = files[index]!;
      index += 1;
      yield { path, mode, content };
    }
  }
}

const pack = (
  { format, windowBits, level }: ArchiveRequest,
  entries: AsyncIterable<ArchiveEntry> | readonly ArchiveEntry[],
  modified: Date,
): AsyncIterable<Uint8Array> => {
  if (format === 'zip') return buildZip(entries, modified);
  const tar = buildTar(entries, modified);
  return format === 'tar' ? tar : deflateArchive(tar, windowBits, level);
};
