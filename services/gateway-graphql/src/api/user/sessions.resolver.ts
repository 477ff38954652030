import { Inject } from '@nestjs/common';
import { Args, Context, Mutation, Query, Resolver } from '@nestjs/graphql';
import { ANONYMOUS, getUser, isDomainError, loginUser, type Actor } from '@unitfleet/contracts';
import { ActorResolver, SessionCookie, Sessions } from '@unitfleet/gateway';
import { RpcClient } from '@unitfleet/messaging';
import { LOGGER, type Logger } from '@unitfleet/observability';
import { NONE, NoneType } from '../../graphql/none.type';
import { Caller, CallerAddress, requireActor } from '../../graphql/request/caller.decorator';
import type { RequestContext } from '../../graphql/request/request-context';
import { SETTINGS, type Settings } from '../../settings';
import { GrafanaCookie } from './grafana-cookie';
import { UserAuthInput } from './user.inputs';
import { UserType } from './user.types';

@Resolver()
export class SessionsResolver {
  constructor(
    private readonly rpc: RpcClient,
    private readonly actors: ActorResolver,
    private readonly sessions: Sessions,
    private readonly cookie: GrafanaCookie,
    private readonly sessionCookie: SessionCookie,
    @Inject(SETTINGS) private readonly settings: Settings,
    @Inject(LOGGER) private readonly log: Logger,
  ) {}

  @Query(() => String, {
    description: 'Empty for a page that keeps its session in a cookie (`x-unitfleet-session: cookie`).',
  })
  async getToken(
    @CallerAddress() address: string,
    @Context() { caller, asksByCookie, cookies }: RequestContext,
    @Args('data') { credentials, password }: UserAuthInput,
  ) {
    // Who has a token needs none; a page cannot know of the cookie that the browser sends along, and gets a new one.
    const actor = caller.isCookie ? ANONYMOUS : requireActor(caller);
    const { token } = await this.rpc.call(loginUser, { credentials, password, address }, actor);
    if (this.settings.PU_FF_GRAFANA_INTEGRATION_ENABLE) cookies.push(...(await this.cookieFor(token)));
    if (!asksByCookie) return token;
    cookies.push(this.sessionCookie.keeping(token));
    return '';
  }

  @Query(() => UserType, {
    nullable: true,
    description: 'The user who asks; null for everybody else and when the session has ended.',
  })
  getSession(@Context() { caller: { actor, refusal } }: RequestContext) {
    if (!actor && !(isDomainError(refusal) && refusal.errorCode === 'NoAccess')) throw refusal;
    return actor?.kind === 'User' ? this.rpc.call(getUser, { uuid: actor.uuid }, actor) : null;
  }

  @Mutation(() => NoneType)
  async setGrafanaCookies(@Caller() actor: Actor, @Context() { cookies }: RequestContext) {
    cookies.push(await this.cookie.issue(actor));
    return NONE;
  }

  /** For everybody: who cannot use a token any more can be rid of the cookie. */
  @Mutation(() => NoneType)
  deleteUserCookies(@Context() { cookies }: RequestContext) {
    cookies.push(this.cookie.expired);
    return NONE;
  }

  @Mutation(() => NoneType, { description: 'Ends the session of the token that asks.' })
  async logout(@Context() { caller, cookies }: RequestContext) {
    await this.sessions.end(caller.token);
    cookies.push(this.cookie.expired);
    if (caller.isCookie) cookies.push(this.sessionCookie.expired);
    return NONE;
  }

  // Nobody is kept out of the instance because Grafana's part of it is away.
  private async cookieFor(token: string): Promise<string[]> {
    try {
      return [await this.cookie.issue(await this.actors.resolve(token))];
    } catch (error) {
      if (!isDomainError(error) || error.errorCode === 'NoAccess') throw error;
      this.log.warn({ reason: error.message }, 'a login goes without the cookie for Grafana');
      return [];
    }
  }
}
