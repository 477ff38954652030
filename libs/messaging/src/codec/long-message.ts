import { setImmediate as breath } from 'node:timers/promises';
import { encodeMessage } from './message-pack';

/** Lists of so many elements are encoded in slices of so many. */
const SLICE = 1_000;
/** Envelope, reply, result: lists deeper down belong to single elements. */
const DEPTH = 3;

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype;

/** Whether a message holds a list so long that encoding it at once would keep the process from everything else. */
export const isLong = (value: unknown, depth = DEPTH): boolean =>
  Array.isArray(value)
    ? value.length > SLICE
    : depth > 0 && isObject(value) && Object.values(value).some((inner) => isLong(inner, depth - 1));

const header32 = (kind: number, length: number): Uint8Array => {
  const bytes = Buffer.alloc(5);
  bytes[0] = kind;
  bytes.writeUInt32BE(length, 1);
  return bytes;
};
const MAP_32 = 0xdf;
const ARRAY_32 = 0xdd;
const LONGEST_FIX_ARRAY = 15;

/** A slice's elements without the header that makes them a list. */
const elementsOf = (slice: readonly unknown[]): Uint8Array =>
  encodeMessage(slice).subarray(slice.length > LONGEST_FIX_ARRAY ? 3 : 1);

function* piecesOf(value: unknown, depth = DEPTH): Generator<Uint8Array> {
  if (!isLong(value, depth)) return yield encodeMessage(value);
  if (Array.isArray(value)) {
    yield header32(ARRAY_32, value.length);
    for (let start = 0; start < value.length; start += SLICE)
      yield elementsOf(value.slice(start, start + SLICE));
    return;
  }
  const entries = Object.entries(value as object).filter(([, inner]) => inner !== undefined);
  yield header32(MAP_32, entries.length);
  for (const [key, inner] of entries) {
    yield encodeMessage(key);
    yield* piecesOf(inner, depth - 1);
  }
}

/** The same as `encodeMessage` says, with rests for other work in between. */
export const encodeLongMessage = async (value: unknown): Promise<Uint8Array> => {
  const pieces: Uint8Array[] = [];
  for (const piece of piecesOf(value)) {
    pieces.push(piece);
    await breath();
  }
  return Buffer.concat(pieces);
};
