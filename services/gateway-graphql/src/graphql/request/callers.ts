import { Injectable } from '@nestjs/common';
import { ANONYMOUS, type Actor } from '@unitfleet/contracts';
import { ActorResolver, ClientAddresses, RequestLimits, type PresentedToken } from '@unitfleet/gateway';

/** Who is behind a request: an actor, or the reason why the token does not count. */
export interface RequestCaller extends PresentedToken {
  readonly actor: Actor | null;
  /** Set when there is no actor. */
  readonly refusal: unknown;
  readonly address: string;
}

/** What a request says about its sender. */
export interface RequestOrigin extends PresentedToken {
  readonly peer: string;
  readonly forwardedFor: string | readonly string[] | undefined;
}

/** Authenticates requests and counts them. */
@Injectable()
export class Callers {
  constructor(
    private readonly actors: ActorResolver,
    private readonly addresses: ClientAddresses,
    private readonly limits: RequestLimits,
  ) {}

  /**
   * Without a token at once, otherwise as soon as the owner of the session has answered. A token that does not count
   * is no error yet: introspection and the deletion of cookies are for everybody.
   *
   * @throws RateExceeded
   */
  identify({ token, isCookie, peer, forwardedFor }: RequestOrigin): RequestCaller | Promise<RequestCaller> {
    const address = this.addresses.of(peer, forwardedFor);
    if (token) return this.authenticate({ token, isCookie }, address);
    this.limits.take(ANONYMOUS, address);
    return { actor: ANONYMOUS, refusal: null, token: undefined, isCookie: false, address };
  }

  private async authenticate(presented: PresentedToken, address: string): Promise<RequestCaller> {
    let actor: Actor | null = null;
    let refusal: unknown = null;
    try {
      actor = await this.actors.resolve(presented.token);
    } catch (error) {
      refusal = error;
    }
    this.limits.take(actor ?? ANONYMOUS, address);
    return { ...presented, actor, refusal, address };
  }
}
