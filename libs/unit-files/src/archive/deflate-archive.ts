import { DomainError } from '@unitfleet/contracts';
import { pipeline, Readable, Transform } from 'node:stream';
import { createDeflate, createDeflateRaw, createGzip } from 'node:zlib';

const WINDOW = { min: 9, max: 15 };
const GZIP_OFFSET = 16;
const LEVEL = { min: -1, max: 9 };

const isWindow = (bits: number): boolean => bits >= WINDOW.min && bits <= WINDOW.max;

const compressor = (wbits: number, level: number): Transform | null => {
  if (!Number.isInteger(wbits) || !Number.isInteger(level) || level < LEVEL.min || level > LEVEL.max)
    return null;
  if (isWindow(wbits)) return createDeflate({ windowBits: wbits, level });
  if (isWindow(-wbits)) return createDeflateRaw({ windowBits: -wbits, level });
  if (isWindow(wbits - GZIP_OFFSET)) return createGzip({ windowBits: wbits - GZIP_OFFSET, level });
  return null;
};

/**
 * Compresses an archive as `tgz` is meant (`docs/protocol/device.md 5.1`): `wbits` 9..15 give a zlib stream (not gzip,
 * despite the name), -15..-9 raw deflate, 25..31 gzip; the window really has 2^|wbits| bytes, for devices inflate with
 * 512. `level` is -1..9. Anything else throws Unit (422 code 7) at once; an error of the source ends the stream.
 */
export const deflateArchive = (tar: AsyncIterable<Buffer>, wbits = 9, level = 9): Readable => {
  const transform = compressor(wbits, level);
  if (transform === null) {
    throw new DomainError('Unit', 'wbits must be in -15..-9, 9..15 or 25..31 and level in -1..9');
  }
  // The reader sees a failure as the end of its iteration; there is nothing else to do here.
  return pipeline(Readable.from(tar, { objectMode: false }), transform, () => undefined);
};
