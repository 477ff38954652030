import { createHash } from 'node:crypto';
import type { buildArchive } from '@unitfleet/contracts';
import type { z } from 'zod';

export type ArchiveRequest = z.output<typeof buildArchive.request>;

const digest = (text: string): string => createHash('sha256').update(text).digest('hex');

/**
 * What an archive depends on: the commit, in which `.pepeignore` lies too, the files that the platform adds, and the
 * form. The same key stands for the same bytes.
 */
export const archiveKey = (request: ArchiveRequest): string => {
  const { registryUuid, commit, files, format, windowBits, level } = request;
  const added = Object.keys(files)
    .sort()
    .map((path) => [path, digest(files[path]!)]);
  const compression = format === 'tgz' ? [windowBits, level] : [];
  const base = commit === null ? null : [registryUuid, commit.toLowerCase()];
  return digest(JSON.stringify([base, added, format, ...compression]));
};
