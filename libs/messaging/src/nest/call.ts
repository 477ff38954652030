import type { Actor } from '@unitfleet/contracts';

/** Second argument of a handler: who asks, and what caused it. */
export interface Call {
  readonly actor: Actor;
  readonly correlation: string;
}

/** What a `StreamHandler` returns: the head goes first, then the bytes as fast as the caller takes them. */
export interface StreamAnswer<Head = unknown> {
  readonly head: Head;
  readonly content: AsyncIterable<Uint8Array>;
}
