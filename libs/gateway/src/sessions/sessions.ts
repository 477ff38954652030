import { endSession, noAccess } from '@unitfleet/contracts';
import { RpcClient } from '@unitfleet/messaging';
import { verifyToken, type TokenKey } from '@unitfleet/security';
import { ActorResolver } from '../actors/actor-resolver';

/** Ends sessions of users at their own wish; an addition to the protocol, whose tokens only ever expire. */
export class Sessions {
  constructor(
    private readonly rpc: RpcClient,
    private readonly actors: ActorResolver,
    private readonly key: TokenKey,
  ) {}

  /**
   * Ends the session that the token belongs to; from here on this process refuses the token, the others within the
   * time an event takes.
   *
   * @throws DomainError NoAccess without a token, for one that does not count (any more) and for one without a session.
   */
  async end(token: string | undefined): Promise<void> {
    if (!token) throw noAccess('There is no session without a token');
    const claims = verifyToken(token, this.key);
    if (claims.type !== 'User') throw noAccess(`A token of type ${claims.type} has no session`);
    await this.rpc.call(endSession, { sid: claims.sid }, await this.actors.resolve(token));
    this.actors.dropSessions(claims.uuid, [claims.sid]);
  }
}
