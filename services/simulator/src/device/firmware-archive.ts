import { promisify } from 'node:util';
import { inflate } from 'node:zlib';
import type { EnvDocument, SchemaDocument } from './device-identity';

const BLOCK = 512;
const NAME_BYTES = 100;
const SIZE_AT = 124;
const SIZE_BYTES = 12;

/**
 * What a device reads of itself in its archive: a tar in zlib's form (`docs/protocol/device.md 5.1, 5.3`).
 *
 * @throws Error when it holds no `env.json` or `schema.json`
 */
export const firmwareDocuments = async (
  archive: Buffer,
): Promise<{ env: EnvDocument; schema: SchemaDocument }> => {
  const tar = await promisify(inflate)(archive);
  const read = (name: string): unknown => {
    const content = fileIn(tar, `./${name}`);
    if (content === null) throw new Error(`the archive has no ${name}`);
    return JSON.parse(content.toString('utf8'));
  };
  return { env: read('env.json') as EnvDocument, schema: read('schema.json') as SchemaDocument };
};

const fileIn = (tar: Buffer, wanted: string): Buffer | null => {
  for (let at = 0; at + BLOCK <= tar.length && tar[at] !== 0;) {
    const name = textAt(tar, at, NAME_BYTES);
    const size = Number.parseInt(textAt(tar, at + SIZE_AT, SIZE_BYTES), 8) || 0;
    const content = at + BLOCK;
    if (name === wanted) return tar.subarray(content, content + size);
    at = content + Math.ceil(size / BLOCK) * BLOCK;
  }
  return null;
};

const textAt = (tar: Buffer, at: number, length: number): string =>
  tar
    .toString('latin1', at, at + length)
    .split('\0')[0]!
    .trim();
