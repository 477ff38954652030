import { z } from 'zod';

/** A key: UUID in lower case with hyphens; any standard spelling is taken in, of any version. */
export const uuidSchema = z.guid().transform((text) => text.toLowerCase());

const NUL = '\0';

/** Text that is stored or searched for as such: no store of the fleet takes the NUL character in text. */
export const textSchema = z.string().refine((text) => !text.includes(NUL), 'NUL characters are not allowed');

const SEARCH_LENGTH = 1_000;

/** Words to search for: each is a condition of its own, and a statement takes only so many. */
export const searchSchema = textSchema.refine(
  (text) => text.length <= SEARCH_LENGTH,
  `a search has at most ${SEARCH_LENGTH} characters`,
);

/** Points in time travel as `Date` (MessagePack timestamps) and are UTC. */
export const dateTimeSchema = z.date();

const MILLISECOND_DIGITS = 3;

/**
 * Writes a time in the protocol's form: ISO 8601 without zone, microseconds, fraction left out when it is zero
 * (`docs/protocol/rest-graphql.md 1.6`).
 */
export const formatDateTime = (time: Date): string => {
  const iso = time.toISOString();
  const seconds = iso.slice(0, 19);
  const fraction = iso.slice(20, 20 + MILLISECOND_DIGITS);
  return fraction === '000' ? seconds : `${seconds}.${fraction}000`;
};
