import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { gunzipSync, inflateSync } from 'node:zlib';
import { ArchiveError, messageOf } from './errors';
import { TarEntry, readTar } from './tar-reader';

/** A device's files are small; more than this is a mistake or an attack. */
const MAX_UNPACKED_BYTES = 512 * 1024 * 1024;

/** What a Unit's archive holds; throws `ArchiveError` if any part of it is damaged or unsafe. */
export function readArchive(archive: Buffer): TarEntry[] {
  return readTar(inflate(archive));
}

/**
 * Unpacks a Unit's archive into `folder`: tar, or tar in a gzip or zlib stream, told apart by the first bytes
 * (docs/protocol/device.md 5.1). Nothing is written if any part of it is damaged or unsafe (`ArchiveError`).
 */
export function unpackArchive(archive: Buffer, folder: string): string[] {
  const entries = readArchive(archive);
  mkdirSync(folder, { recursive: true });
  for (const entry of entries) {
    const target = join(folder, entry.path);
    if (entry.kind === 'folder') {
      mkdirSync(target, { recursive: true });
    } else {
      mkdirSync(dirname(target), { recursive: true });
      writeFileSync(target, entry.data);
      chmodSync(target, entry.mode | 0o600);
    }
  }
  return entries.filter((entry) => entry.kind === 'file').map((entry) => entry.path);
}

function inflate(archive: Buffer): Buffer {
  const [first = 0, second = 0] = archive;
  const limits = { maxOutputLength: MAX_UNPACKED_BYTES };
  try {
    if (first === 0x1f && second === 0x8b) return gunzipSync(archive, limits);
    if ((first & 0x0f) === 8 && (first * 256 + second) % 31 === 0) return inflateSync(archive, limits);
  } catch (error) {
    throw new ArchiveError(`the archive is damaged: ${messageOf(error)}`);
  }
  return archive;
}
