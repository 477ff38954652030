import { ArchiveError } from './errors';

/** One file or folder of an archive; `path` is relative, without `./`, and never leaves its folder. */
export interface TarEntry {
  path: string;
  kind: 'file' | 'folder';
  mode: number;
  data: Buffer;
}

const BLOCK = 512;

/**
 * Reads a POSIX tar (docs/protocol/device.md 5.3): ustar, with pax and GNU long names. Links, devices and names that
 * would write outside the target folder throw `ArchiveError`; so does an archive that is cut or damaged.
 */
export function readTar(archive: Buffer): TarEntry[] {
  const entries: TarEntry[] = [];
  let pending: { path?: string; size?: number } = {};
  let offset = 0;
  for (;;) {
    const header = archive.subarray(offset, offset + BLOCK);
    if (header.length < BLOCK) throw new ArchiveError('the archive ends too early');
    if (header.every((byte) => byte === 0)) return entries;
    verifyChecksum(header);
    const type = String.fromCharCode(header[156] ?? 0);
    const isExtension = 'xgL'.includes(type);
    const size = (isExtension ? undefined : pending.size) ?? octal(header, 124, 12);
    if (!Number.isSafeInteger(size) || size < 0) throw new ArchiveError('a header of the archive is damaged');
    const data = archive.subarray(offset + BLOCK, offset + BLOCK + size);
    if (data.length < size) throw new ArchiveError('the archive ends too early');
    offset += BLOCK + Math.ceil(size / BLOCK) * BLOCK;

    if (type === 'x') pending = { ...pending, ...paxRecords(data) };
    else if (type === 'L') pending = { ...pending, path: text(data, 0, data.length) };
    else if (!isExtension) {
      const entry = toEntry(header, type, pending.path ?? nameOf(header), data);
      if (entry) entries.push(entry);
      pending = {};
    }
  }
}

function toEntry(header: Buffer, type: string, name: string, data: Buffer): TarEntry | undefined {
  const isFolder = type === '5' || name.endsWith('/');
  if (!isFolder && type !== '0' && type !== '\0' && type !== '7') {
    throw new ArchiveError(`${name}: only files and folders are accepted`);
  }
  const path = safePath(name);
  if (path === '') return undefined;
  return { path, kind: isFolder ? 'folder' : 'file', mode: octal(header, 100, 8) & 0o777, data };
}

function safePath(name: string): string {
  const segments = name.split('/').filter((segment) => segment !== '' && segment !== '.');
  if (name.startsWith('/') || /[\\\0]|^[A-Za-z]:/.test(name) || segments.includes('..')) {
    throw new ArchiveError(`${JSON.stringify(name)}: the name leaves the archive's folder`);
  }
  return segments.join('/');
}

function nameOf(header: Buffer): string {
  const name = text(header, 0, 100);
  const prefix = text(header, 257, 6).startsWith('ustar') ? text(header, 345, 155) : '';
  return prefix === '' ? name : `${prefix}/${name}`;
}

function text(bytes: Buffer, start: number, length: number): string {
  const field = bytes.subarray(start, start + length);
  const end = field.indexOf(0);
  return field.toString('utf8', 0, end < 0 ? field.length : end);
}

function octal(header: Buffer, start: number, length: number): number {
  const digits = text(header, start, length).trim();
  if (digits === '') return 0;
  if (!/^[0-7]+$/.test(digits)) throw new ArchiveError('a header of the archive is damaged');
  return parseInt(digits, 8);
}

function verifyChecksum(header: Buffer): void {
  let sum = 0;
  for (let i = 0; i < BLOCK; i += 1) sum += i >= 148 && i < 156 ? 0x20 : (header[i] ?? 0);
  if (sum !== octal(header, 148, 8)) throw new ArchiveError('a header of the archive is damaged');
}

/** Records of the form `<length> <key>=<value>\n`, the length counting itself. */
function paxRecords(data: Buffer): { path?: string; size?: number } {
  const records: { path?: string; size?: number } = {};
  let offset = 0;
  while (offset < data.length) {
    const space = data.indexOf(0x20, offset);
    const length = Number(data.toString('latin1', offset, space));
    if (space < 0 || !Number.isSafeInteger(length) || length <= space - offset) break;
    const [key, ...value] = data.toString('utf8', space + 1, offset + length - 1).split('=');
    if (key === 'path') records.path = value.join('=');
    if (key === 'size') records.size = Number(value.join('='));
    offset += length;
  }
  return records;
}
