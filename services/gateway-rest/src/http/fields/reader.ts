/** Why a value was not accepted, in FastAPI's words (`docs/protocol/rest-graphql.md 1.5`). */
export interface Problem {
  readonly type: string;
  readonly msg: string;
  /** Where below the field, e.g. the index in a list. */
  readonly at?: readonly (string | number)[];
  /** The part that is wrong; the whole value when missing. */
  readonly input?: unknown;
}

/**
 * Takes a value as it came (text from a query, JSON from a body) or as read before, and gives what it means. Reading
 * what was read gives the same again.
 */
export type Reader<T> = (given: unknown) => Reading<T>;
export type Reading<T> = { readonly value: T } | { readonly problems: readonly Problem[] };

export const problem = (type: string, msg: string): { problems: readonly Problem[] } => ({
  problems: [{ type, msg }],
});
