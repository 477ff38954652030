import type { RequestCaller } from './callers';

/** What resolvers get as their context. */
export interface RequestContext {
  readonly caller: RequestCaller;
  /** Values of `Set-Cookie` for the answer; a WebSocket has no use for them. */
  readonly cookies: string[];
}
