/** What is known of an aggregate and as of which of its versions; null of one that is not there. */
export interface Known<Document> {
  readonly version: number;
  readonly document: Document | null;
}

/** Below every version of an event. */
export const FIRST_VERSION = 0;
/** How long it is believed that something is not there which was never heard of: its making is told of, an import is not. */
export const ABSENCE_MS = 30_000;
