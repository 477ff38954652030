import {
  ANONYMOUS,
  noAccess,
  PLATFORM,
  resolveSession,
  resolveUnitToken,
  type Actor,
  type UserRole,
} from '@unitfleet/contracts';
import { RpcClient } from '@unitfleet/messaging';
import type { TokenKey } from '@unitfleet/security';
import { StandingCache } from './standing-cache';
import { TokenReader } from './token-reader';

export interface ActorResolverOptions {
  readonly key: TokenKey;
  /** `PU_DOMAIN`: tokens of other instances' platforms are refused. */
  readonly domain: string;
  /** How long a revoked token could at most still pass when the event of its revocation was missed. */
  readonly lifetimeMs?: number;
}

interface UserStanding {
  readonly uuid: string;
  readonly login: string;
  readonly role: UserRole;
}

interface UnitStanding {
  readonly uuid: string;
  readonly creatorUuid: string;
}

const LIFETIME_MS = 3_000;
const ENTRIES = 10_000;
const NO_SESSION = '';

const userKey = (userUuid: string, sid: string | null): string => `${userUuid}/${sid ?? NO_SESSION}`;

/**
 * Token to agent, for every gateway (`docs/protocol/rest-graphql.md 1.3`): signature and expiry are checked here, the
 * standing of the agent is its owner's answer, remembered for a short time and dropped by events.
 */
export class ActorResolver {
  private readonly users: StandingCache<UserStanding>;
  private readonly units: StandingCache<UnitStanding>;
  private readonly tokens: TokenReader;

  constructor(
    private readonly rpc: RpcClient,
    private readonly options: ActorResolverOptions,
  ) {
    const limits = { entries: ENTRIES, lifetimeMs: options.lifetimeMs ?? LIFETIME_MS };
    this.users = new StandingCache(limits);
    this.units = new StandingCache(limits);
    this.tokens = new TokenReader(options.key);
  }

  /**
   * The agent behind the value of `x-auth-token`; no token is the anonymous one.
   *
   * @throws DomainError NoAccess for a token that does not count (any more); Unavailable when its owner is silent.
   */
  async resolve(token: string | undefined): Promise<Actor> {
    if (!token) return ANONYMOUS;
    const claims = this.tokens.read(token);
    switch (claims.type) {
      case 'User':
        return { kind: 'User', ...(await this.user(claims.uuid, claims.sid)) };
      case 'Grafana':
        return { kind: 'Grafana', uuid: (await this.user(claims.uuid, null)).uuid };
      case 'Unit':
        return { kind: 'Unit', uuid: (await this.unit(claims.uuid)).uuid };
      case 'Backend':
        if (claims.domain !== this.options.domain) throw noAccess('Token belongs to another instance');
        return PLATFORM;
      case 'GrafanaUnitNode':
        throw noAccess('Token opens nothing but the data source of its panel');
    }
  }

  /** The user was blocked: own sessions and the tokens of own Units end. */
  dropUser(userUuid: string): void {
    this.dropSessions(userUuid, null);
    this.units.drop((_key, unit) => unit.creatorUuid === userUuid);
  }

  /** Sessions of a user ended; without a list all of them. */
  dropSessions(userUuid: string, sids: readonly string[] | null): void {
    const ended = sids && new Set(sids.map((sid) => userKey(userUuid, sid)));
    this.users.drop((key, user) => user.uuid === userUuid && (ended === null || ended.has(key)));
  }

  dropUnit(unitUuid: string): void {
    this.units.drop((key) => key === unitUuid);
  }

  private user(userUuid: string, sid: string | null): Promise<UserStanding> {
    return this.users.get(userKey(userUuid, sid), () =>
      this.rpc.call(resolveSession, { userUuid, sid }, PLATFORM),
    );
  }

  private unit(uuid: string): Promise<UnitStanding> {
    return this.units.get(uuid.toLowerCase(), () => this.rpc.call(resolveUnitToken, { uuid }, PLATFORM));
  }
}
