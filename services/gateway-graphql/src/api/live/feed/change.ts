/** One change, as a message tells it. */
export interface Change<Item = unknown> {
  /** The node, Unit or repository registry that it is about. */
  readonly uuid: string;
  readonly item: Item;
  /** Bytes that it takes, roughly. */
  readonly weight: number;
}

/** Reads the changes of a message. @throws for what is none. */
export type ChangeReader = (data: Uint8Array) => Change[];

/** Who is told of changes that concern it, in the order of the stream; must not fail. */
export interface Receiver {
  /** Subjects on which changes of its `uuids` come. */
  readonly subjects: ReadonlySet<string>;
  /** Null for whatever comes on these subjects. */
  readonly uuids: ReadonlySet<string> | null;
  offer(sequence: number, changes: readonly Change[]): void;
  /** Messages are missing here: only a look at the present state helps. */
  lost(): void;
}
