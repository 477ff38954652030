import type { Duplex } from 'node:stream';

/** What carries a client's bytes: a TCP or TLS socket, or a WebSocket made to look like one. */
export type Transport = Duplex & {
  readonly remoteAddress?: string | undefined;
  readonly remotePort?: number | undefined;
};
