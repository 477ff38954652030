import type { OperationDefinition, UploadDefinition } from '@unitfleet/contracts';

/** One document of a client: what it sends, what a service is asked then, and what comes back. */
export interface OperationCase {
  readonly document: string;
  /** Of the document's one field; the operation's name when missing. */
  readonly field?: string;
  readonly variables: Readonly<Record<string, unknown>>;
  /** Content of the variable `file`. */
  readonly file?: string;
  readonly asks: OperationDefinition | UploadDefinition;
  /** Set when the service pulls the file's content; it is found in the request as `content`. */
  readonly isUpload?: true;
  readonly request: unknown;
  /** What the service answers. */
  readonly answers: unknown;
  /** What the client finds in the field. */
  readonly shows: unknown;
  /** Variables, laid over the good ones, that are refused before anybody is asked. */
  readonly malformed: readonly Readonly<Record<string, unknown>>[];
}

export const NONE = { isNone: true, __typename: 'NoneType' };

export const BAD_UUIDS = [{ uuid: 'no-uuid' }, { uuid: null }, { uuid: undefined }, { uuid: 5 }];

/** Of a list: pages that there are not, and words that are not in the schema. */
export const BAD_PAGES = [{ offset: -1 }, { limit: -1 }, { limit: 501 }, { limit: 'all' }, { offset: 1.5 }];

/** The name that a document gives its operation. */
export const operationName = (document: string): string => {
  const name = /(?:query|mutation)\s+(\w+)/.exec(document)?.[1];
  if (!name) throw new Error('the operation has no name');
  return name;
};
