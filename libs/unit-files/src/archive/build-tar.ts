import {
  ArchiveEntries,
  ArchiveListing,
  inArchiveOrder,
  isArchivable,
  isFolder,
  permissionsOf,
} from './archive-entry';
import { BLOCK_BYTES, paddingAfter, TarMember, tarHeader } from './tar-header';
import { FolderTrail, walkEntries } from './walk-entries';

const FOLDER_PERMISSIONS = 0o755;
const END_BLOCKS = 2;

/** As large a number as eleven octal digits hold: of bytes, and of seconds. */
const OCTAL_LIMIT = 8 ** 11 - 1;

/** Whatever a commit says of its time, it fits into the field. */
const seconds = (time: Date): number =>
  Math.min(OCTAL_LIMIT, Math.max(0, Math.floor(time.getTime() / 1000))) || 0;

const folderMember = (name: string, mtime: number): TarMember => ({
  name: name === '' ? './' : `./${name}/`,
  kind: 'folder',
  permissions: FOLDER_PERMISSIONS,
  size: 0,
  mtime,
});

const fileMember = (file: ArchiveListing, mtime: number): TarMember => ({
  name: `./${file.path}`,
  kind: 'file',
  permissions: permissionsOf(file.mode),
  size: file.size,
  mtime,
});

/**
 * Streams a plain ustar archive as devices read it (`docs/protocol/device.md 5.3`): names begin with `./`, the first
 * entry is `./`, folders end in `/` and come before their content, no links. Names that the format cannot hold: `tarHeader`. `modified` (the commit's time) is the time
 * of every entry, so one version gives one sequence of bytes. Entries must come in archive order (`inArchiveOrder`),
 * else RangeError.
 */
export async function* buildTar(entries: ArchiveEntries, modified: Date): AsyncGenerator<Buffer> {
  const mtime = seconds(modified);
  yield tarHeader(folderMember('', mtime));
  for await (const step of walkEntries(entries)) {
    if ('folder' in step) {
      yield tarHeader(folderMember(step.folder, mtime));
      continue;
    }
    const { path, mode, content } = step.file;
    yield tarHeader(fileMember({ path, mode, size: content.length }, mtime));
    if (content.length > 0) yield content;
    if (paddingAfter(content.length) > 0) yield Buffer.alloc(paddingAfter(content.length));
  }
  yield Buffer.alloc(END_BLOCKS * BLOCK_BYTES);
}

/** Bytes that `buildTar` will give for these files, in any order, before the first is read. */
export const tarSize = (files: readonly ArchiveListing[]): number => {
  const trail = new FolderTrail();
  let size = tarHeader(folderMember('', 0)).length + END_BLOCKS * BLOCK_BYTES;
  for (const file of inArchiveOrder(files.filter((one) => isArchivable(one) || isFolder(one)))) {
    for (const folder of trail.enter(file.path)) size += tarHeader(folderMember(folder, 0)).length;
    if (isFolder(file)) size += tarHeader(folderMember(file.path, 0)).length;
    else size += tarHeader(fileMember(file, 0)).length + file.size + paddingAfter(file.size);
  }
  return size;
};
