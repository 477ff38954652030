import { inflateSync } from 'node:zlib';

const BLOCK = 512;

/**
 * Files of a `tgz`, unpacked as the MicroPython library does it (docs/protocol/device.md 5.3): a zlib stream with a window of
 * 512 bytes, only the 100 bytes of the name field and eleven octal digits of the size looked at, two characters cut off
 * each name, no links, no long names. Throws where that library would write something else than the repository holds.
 */
export const naiveUnpack = (archive: Buffer): Map<string, Buffer> => {
  const tar = inflateSync(archive, { windowBits: 9 });
  const files = new Map<string, Buffer>();
  for (let offset = 0; offset + BLOCK <= tar.length;) {
    const header = tar.subarray(offset, offset + BLOCK);
    if (header.every((byte) => byte === 0)) break;
    const name = header.toString('latin1', 0, 100).replace(/\0+$/, '');
    const digits = header.toString('latin1', 124, 135);
    if (!/^[0-7]{11}$/.test(digits)) throw new Error(`${name}: a size of ${JSON.stringify(digits)}`);
    const size = Number.parseInt(digits, 8);
    const data = tar.subarray(offset + BLOCK, offset + BLOCK + size);
    offset += BLOCK + Math.ceil(size / BLOCK) * BLOCK;
    if (name.includes('@PaxHeader')) continue;
    if (!name.startsWith('./')) throw new Error(`${name}: its first two characters are cut off`);
    const type = String.fromCharCode(header[156] as number);
    if (!name.endsWith('/') && type !== '0' && type !== '\0') throw new Error(`${name} is of type ${type}`);
    if (!name.endsWith('/')) files.set(name.slice(2), Buffer.from(data));
  }
  return files;
};
