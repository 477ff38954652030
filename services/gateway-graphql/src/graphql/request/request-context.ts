import type { RequestCaller } from './callers';

/** What resolvers get as their context. */
export interface RequestContext {
  readonly caller: RequestCaller;
  /** Values of `Set-Cookie` for the answer; a WebSocket has no use for them. */
  readonly cookies: string[];
  /** Aborted when the client has gone before its answer; missing where resolvers end otherwise. */
  readonly gone?: AbortSignal;
}
