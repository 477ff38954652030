import { Injectable } from '@nestjs/common';
import type { StreamAnswer } from '@unitfleet/messaging';
import {
  buildTar,
  buildZip,
  deflateArchive,
  inArchiveOrder,
  REGULAR_MODE,
  requireCommitHash,
  withFiles,
  type ArchiveEntry,
} from '@unitfleet/unit-files';
import { ArchiveCache } from '../data/archive-cache';
import { archiveKey, type ArchiveRequest } from '../domain/archive-key';
import { FirmwareContentService } from './firmware-content.service';
import { MirrorsService } from './mirrors.service';

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
  constructor(
    private readonly mirrors: MirrorsService,
    private readonly content: FirmwareContentService,
    private readonly cache: ArchiveCache,
  ) {}

  /** The whole archive is there before the first byte is sent: its size is told first. The same request, the same bytes. */
  async build(request: ArchiveRequest): Promise<StreamAnswer<{ size: number }>> {
    const { size, content } = await (request.commit === null
      ? this.packed(request, toEntries(request.files), NO_COMMIT_TIME)
      : this.ofCommit(request, requireCommitHash(request.commit)));
    return { head: { size }, content };
  }

  private ofCommit(request: ArchiveRequest, commit: string) {
    return this.mirrors.reading(request.registryUuid, async (folder) => {
      const listing = await this.content.listing(folder, commit);
      const entries = withFiles(this.content.contents(folder, listing), toEntries(request.files));
      return this.packed(request, entries, listing.committedAt);
    });
  }

  private packed(request: ArchiveRequest, entries: AsyncIterable<ArchiveEntry> | ArchiveEntry[], time: Date) {
    return this.cache.take(archiveKey(request), () => pack(request, entries, time));
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
