import type { Actor } from '@unitfleet/contracts';
import type { WebSocket } from 'ws';
import type { RequestContext } from '../../../graphql/request/request-context';
import type { RequestCaller } from '../../../graphql/request/callers';

/** Close codes; those above 4000 are of the graphql-ws protocol. */
export const CLOSE = { goingAway: 1001, tryAgainLater: 1013, forbidden: 4403, internal: 4500 } as const;

/** A close frame has room for 123 bytes. */
const REASON_LIMIT = 120;

/** One client's socket and who is behind it. */
export class LiveConnection {
  /** Null until the client has said who it is. */
  caller: RequestCaller | null = null;
  /** Has answered the last ping. */
  isAlive = true;

  constructor(
    readonly socket: WebSocket,
    readonly address: string,
    /** Value of the upgrade's `x-auth-token`. */
    readonly headerToken: string | undefined,
    /** The browser's session; only of a page of the instance itself. */
    readonly cookieToken: string | undefined,
  ) {}

  /** @throws what was wrong with the token. */
  get actor(): Actor {
    if (!this.caller?.actor) throw this.caller?.refusal ?? new Error('the connection is not initialised');
    return this.caller.actor;
  }

  close(code: number, reason: string): void {
    this.socket.close(code, reason.slice(0, REASON_LIMIT));
  }
}

/** What resolvers of subscriptions get as their context. */
export interface LiveContext extends RequestContext {
  readonly connection: LiveConnection;
}
