import { DomainError } from '@unitfleet/contracts';
import { promisify } from 'node:util';
import { crc32, deflateRaw } from 'node:zlib';
import { ArchiveEntries, ArchiveEntry, permissionsOf, REGULAR_KIND } from './archive-entry';
import { walkEntries } from './walk-entries';
import { centralRecord, endRecord, localRecord, ZipMember } from './zip-records';

const deflate = promisify(deflateRaw);
const MEMBER_LIMIT = 65_535;
const BYTES_LIMIT = 2 ** 32 - 1;
const FOLDER_MODE = 0o40755;
const NOTHING = Buffer.alloc(0);

const folderMember = (folder: string): ZipMember => ({
  name: `${folder}/`,
  mode: FOLDER_MODE,
  method: 'stored',
  crc: 0,
  size: 0,
  compressedSize: 0,
});

const packed = async (file: ArchiveEntry): Promise<{ member: ZipMember; body: Buffer }> => {
  const deflated = await deflate(file.content);
  const isSmaller = deflated.length < file.content.length;
  const body = isSmaller ? deflated : file.content;
  const member: ZipMember = {
    name: file.path,
    mode: REGULAR_KIND | permissionsOf(file.mode),
    method: isSmaller ? 'deflated' : 'stored',
    crc: crc32(file.content),
    size: file.content.length,
    compressedSize: body.length,
  };
  return { member, body };
};

/**
 * Streams a zip archive (`docs/protocol/device.md 5.3`): names without `./`, folders listed with a trailing `/` before
 * their content, every time `modified` (the commit's, in UTC). Entries must come in archive order (`inArchiveOrder`),
 * else RangeError. More members or bytes than the format counts: GitRepo (422 code 5).
 */
export async function* buildZip(entries: ArchiveEntries, modified: Date): AsyncGenerator<Buffer> {
  const directory: Buffer[] = [];
  let offset = 0;
  for await (const step of walkEntries(entries)) {
    if (directory.length === MEMBER_LIMIT)
      throw new DomainError('GitRepo', 'the repository has too many files for a zip');
    const { member, body } =
      'folder' in step ? { member: folderMember(step.folder), body: NOTHING } : await packed(step.file);
    const record = localRecord(member, modified);
    directory.push(centralRecord(member, modified, offset));
    yield record;
    if (body.length > 0) yield body;
    offset += record.length + body.length;
    if (offset > BYTES_LIMIT) throw new DomainError('GitRepo', 'the repository is too large for a zip');
  }
  const listing = Buffer.concat(directory);
  yield Buffer.concat([listing, endRecord(directory.length, listing.length, offset)]);
}
