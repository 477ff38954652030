import type { RequestCaller } from './callers';

/** What resolvers get as their context. */
export interface RequestContext {
  readonly caller: RequestCaller;
  /** The page that asks keeps its session in a cookie. */
  readonly asksByCookie: boolean;
  /** Values of `Set-Cookie` for the answer; a WebSocket has no use for them. */
  readonly cookies: string[];
  /** Aborted when the answer is out or its client has gone; missing where resolvers end otherwise. */
  readonly over?: AbortSignal;
}
