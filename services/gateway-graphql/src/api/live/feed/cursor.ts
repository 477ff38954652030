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

const FORM = /^([\w-]{12})\.(\d{1,16})(?:\.([\w-]{1,16}))?$/;

const partsOf = (cursor: string): readonly (string | undefined)[] =>
  FORM.exec(Buffer.from(cursor, 'base64url').toString('latin1'))?.slice(1) ?? [];

/** @param mark of what the client knew there that no message of the stream tells: up to 16 characters of base64url. */
export const toCursor = ({ identity, sequence }: StreamPosition, mark = ''): string =>
  Buffer.from([digestOf(identity), sequence, ...(mark ? [mark] : [])].join('.')).toString('base64url');

/** The sequence of a cursor, or null for one of another stream and for what is none. */
export const sequenceOf = (cursor: string, identity: string): number | null => {
  const [digest, sequence] = partsOf(cursor);
  return digest === digestOf(identity) ? Number(sequence) : null;
};

/** The mark of a cursor; empty for one without. */
export const markOf = (cursor: string): string => partsOf(cursor)[2] ?? '';
