import { createHash } from 'node:crypto';

export const BLOCK_BYTES = 512;

const NAME_BYTES = 100;
const DIGEST_CHARACTERS = 8;
const PAX_NAME = '././@PaxHeader';

/** Where each field of a ustar header is: offset and width. */
const FIELD = {
  name: [0, NAME_BYTES],
  mode: [100, 8],
  uid: [108, 8],
  gid: [116, 8],
  size: [124, 12],
  mtime: [136, 12],
  checksum: [148, 8],
  kind: [156, 1],
  magic: [257, 8],
  deviceMajor: [329, 8],
  deviceMinor: [337, 8],
} as const;

const KIND = { file: '0', folder: '5', extension: 'x' } as const;

export interface TarMember {
  /** Whole name, `./` in front, `/` at the end of a folder. */
  readonly name: string;
  readonly kind: 'file' | 'folder';
  readonly permissions: number;
  /** Bytes of content. */
  readonly size: number;
  /** Seconds since 1970. */
  readonly mtime: number;
}

/** Bytes from the end of a content of this size to the next block. */
export const paddingAfter = (size: number): number => (BLOCK_BYTES - (size % BLOCK_BYTES)) % BLOCK_BYTES;

const octal = (value: number, [, width]: readonly [number, number]): string =>
  `${value.toString(8).padStart(width - 1, '0')}\0`;

const block = (name: Buffer, kind: string, member: Omit<TarMember, 'name' | 'kind'>): Buffer => {
  const header = Buffer.alloc(BLOCK_BYTES);
  const put = (field: keyof typeof FIELD, text: string): void => {
    header.write(text, FIELD[field][0], FIELD[field][1], 'latin1');
  };
  name.copy(header, FIELD.name[0]);
  put('mode', octal(member.permissions, FIELD.mode));
  put('uid', octal(0, FIELD.uid));
  put('gid', octal(0, FIELD.gid));
  put('size', octal(member.size, FIELD.size));
  put('mtime', octal(member.mtime, FIELD.mtime));
  put('kind', kind);
  put('magic', 'ustar\x0000');
  put('deviceMajor', octal(0, FIELD.deviceMajor));
  put('deviceMinor', octal(0, FIELD.deviceMinor));
  // The sum is taken with its own field full of blanks.
  put('checksum', ' '.repeat(FIELD.checksum[1]));
  const sum = header.reduce((total, byte) => total + byte, 0);
  put('checksum', `${sum.toString(8).padStart(6, '0')}\0 `);
  return header;
};

const isPlain = (name: string): boolean => name.length <= NAME_BYTES && /^[\x20-\x7e]*$/.test(name);

// The record counts its own length, whose digits may add one more.
const paxRecord = (key: string, value: string): Buffer => {
  const rest = Buffer.from(` ${key}=${value}\n`, 'utf8');
  let length = rest.length + 1;
  while (String(length).length + rest.length !== length) length = String(length).length + rest.length;
  return Buffer.concat([Buffer.from(String(length), 'latin1'), rest]);
};

/**
 * What the field says in place of a name that it cannot hold: its beginning, whole characters only, and a digest of all
 * of it. A reader that knows nothing else (MicroPython) so writes a file beside where it belongs, but never over another.
 * A folder keeps its slash.
 */
const shortened = (name: string): Buffer => {
  const whole = Buffer.from(name, 'utf8');
  if (whole.length <= NAME_BYTES) return whole;
  const digest = createHash('sha256').update(whole).digest('hex').slice(0, DIGEST_CHARACTERS);
  const ending = `~${digest}${name.endsWith('/') ? '/' : ''}`;
  let kept = '';
  let room = NAME_BYTES - ending.length;
  for (const symbol of name.endsWith('/') ? name.slice(0, -1) : name) {
    room -= Buffer.byteLength(symbol, 'utf8');
    if (room < 0) break;
    kept += symbol;
  }
  return Buffer.from(kept + ending, 'utf8');
};

const paxExtension = (member: TarMember): Buffer => {
  const record = paxRecord('path', member.name);
  const header = block(Buffer.from(PAX_NAME, 'latin1'), KIND.extension, {
    permissions: 0o644,
    size: record.length,
    mtime: member.mtime,
  });
  return Buffer.concat([header, record, Buffer.alloc(paddingAfter(record.length))]);
};

/**
 * The blocks in front of a member's content: one plain ustar header, preceded by an extended one only when the name is
 * not ASCII or longer than 100 bytes. The extended header bears the one name that MicroPython skips
 * (`docs/protocol/device.md 5.3`); it reads a name that is not ASCII all the same, and a longer one as `shortened` says.
 */
export const tarHeader = (member: TarMember): Buffer => {
  const kind = KIND[member.kind];
  if (isPlain(member.name)) return block(Buffer.from(member.name, 'latin1'), kind, member);
  return Buffer.concat([paxExtension(member), block(shortened(member.name), kind, member)]);
};
