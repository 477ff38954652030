import { createHash } from 'node:crypto';

/** A place in a stream. */
export interface StreamPosition {
  /** What tells the stream from another, older or newer, of its name. */
  readonly identity: string;
  readonly sequence: number;
}

const DIGEST_LENGTH = 12;

const digestOf = (identity: string): string =>
  createHash('sha256').update(identity).digest('base64url').slice(0, DIGEST_LENGTH);

/** The place as text that only we understand. */
export const toCursor = ({ identity, sequence }: StreamPosition): string =>
  Buffer.from(`${digestOf(identity)}.${sequence}`).toString('base64url');

/** The sequence of a cursor, or null for one of another stream and for what is none. */
export const sequenceOf = (cursor: string, identity: string): number | null => {
  const [, digest, sequence] =
    /^([\w-]{12})\.(\d{1,16})$/.exec(Buffer.from(cursor, 'base64url').toString('latin1')) ?? [];
  return digest === digestOf(identity) ? Number(sequence) : null;
};
