/** One member of a zip archive with its compressed content already known. */
export interface ZipMember {
  /** Name without `./`; a folder's ends in `/`. */
  readonly name: string;
  /** Unix mode, file kind included. */
  readonly mode: number;
  readonly method: 'stored' | 'deflated';
  readonly crc: number;
  readonly size: number;
  readonly compressedSize: number;
}

const SIGNATURE = { local: 0x04034b50, central: 0x02014b50, end: 0x06054b50 } as const;
const METHOD = { stored: 0, deflated: 8 } as const;
const VERSION = 20;
const MADE_ON_UNIX = (3 << 8) | VERSION;
const NAMES_ARE_UTF8 = 1 << 11;
const FOLDER_ATTRIBUTE = 0x10;
const DOS_EPOCH_YEAR = 1980;
const DOS_EPOCH = Date.UTC(DOS_EPOCH_YEAR, 0, 1);
const DOS_END = Date.UTC(DOS_EPOCH_YEAR + 127, 11, 31, 23, 59, 58);

/** DOS date and time, two-second steps, of a moment in UTC; nothing before 1980 or after 2107 can be written. */
const dosTime = (time: Date): { date: number; clock: number } => {
  const moment = new Date(Math.min(DOS_END, Math.max(DOS_EPOCH, time.getTime() || 0)));
  return {
    date:
      ((moment.getUTCFullYear() - DOS_EPOCH_YEAR) << 9) |
      ((moment.getUTCMonth() + 1) << 5) |
      moment.getUTCDate(),
    clock: (moment.getUTCHours() << 11) | (moment.getUTCMinutes() << 5) | (moment.getUTCSeconds() >> 1),
  };
};

/** The 26 bytes that local and central records share, from "version needed" to the length of the extra field. */
const description = (member: ZipMember, nameBytes: number, modified: Date): Buffer => {
  const { date, clock } = dosTime(modified);
  const bytes = Buffer.alloc(26);
  bytes.writeUInt16LE(VERSION, 0);
  bytes.writeUInt16LE(NAMES_ARE_UTF8, 2);
  bytes.writeUInt16LE(METHOD[member.method], 4);
  bytes.writeUInt16LE(clock, 6);
  bytes.writeUInt16LE(date, 8);
  bytes.writeUInt32LE(member.crc, 10);
  bytes.writeUInt32LE(member.compressedSize, 14);
  bytes.writeUInt32LE(member.size, 18);
  bytes.writeUInt16LE(nameBytes, 22);
  return bytes;
};

const signature = (value: number): Buffer => {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
};

/** The record in front of a member's content. */
export const localRecord = (member: ZipMember, modified: Date): Buffer => {
  const name = Buffer.from(member.name, 'utf8');
  return Buffer.concat([signature(SIGNATURE.local), description(member, name.length, modified), name]);
};

/** The member's record in the directory at the end; `offset` is that of its local record. */
export const centralRecord = (member: ZipMember, modified: Date, offset: number): Buffer => {
  const name = Buffer.from(member.name, 'utf8');
  const madeBy = Buffer.alloc(2);
  madeBy.writeUInt16LE(MADE_ON_UNIX);
  // Comment length, disk and internal attributes stay zero.
  const place = Buffer.alloc(14);
  place.writeUInt16LE(member.name.endsWith('/') ? FOLDER_ATTRIBUTE : 0, 6);
  place.writeUInt16LE(member.mode, 8);
  place.writeUInt32LE(offset, 10);
  return Buffer.concat([
    signature(SIGNATURE.central),
    madeBy,
    description(member, name.length, modified),
    place,
    name,
  ]);
};

/** The record that ends the archive. */
export const endRecord = (members: number, directoryBytes: number, directoryOffset: number): Buffer => {
  const bytes = Buffer.alloc(22);
  bytes.writeUInt32LE(SIGNATURE.end, 0);
  bytes.writeUInt16LE(members, 8);
  bytes.writeUInt16LE(members, 10);
  bytes.writeUInt32LE(directoryBytes, 12);
  bytes.writeUInt32LE(directoryOffset, 16);
  return bytes;
};
