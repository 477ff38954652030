import { Inject, Injectable } from '@nestjs/common';
import { getDeviceAccess, getUserStandings, PLATFORM, type DeviceRule } from '@unitfleet/contracts';
import { RpcClient } from '@unitfleet/messaging';
import { LOGGER, type Logger } from '@unitfleet/observability';
import { Redis } from 'ioredis';
import { VersionedCache } from './versioned-cache';

/** What is known of a Unit at the broker. */
export interface KnownDevice {
  readonly creatorUuid: string;
  readonly rules: DeviceRule[];
}

/** Above every version that an aggregate will ever have. */
const FINAL_VERSION = Number.MAX_SAFE_INTEGER;
/** Below every version of an event. */
const FIRST_VERSION = 0;
const admissionsOf = (userUuid: string): string => `auth-hook:admissions:${userUuid}`;
/** Longer than any event is under way from its transaction to here. */
const LATELY_S = 3_600;

/**
 * Who may do what at the broker: a projection in Redis, kept by events, filled by asking the owners. Without Redis the
 * owners are asked each time.
 */
@Injectable()
export class DeviceDirectory {
  private readonly devices: VersionedCache<KnownDevice | null>;
  private readonly blocked: VersionedCache<boolean>;

  constructor(
    private readonly redis: Redis,
    private readonly rpc: RpcClient,
    @Inject(LOGGER) private readonly log: Logger,
  ) {
    this.devices = new VersionedCache(redis, 'auth-hook:device');
    this.blocked = new VersionedCache(redis, 'auth-hook:user-blocked');
  }

  /**
   * Null of a Unit that does not exist.
   *
   * @throws DomainError `Unavailable` when neither the projection nor `units` can tell.
   */
  async find(unitUuid: string): Promise<KnownDevice | null> {
    return this.known(this.devices, unitUuid, async () => {
      const access = await this.rpc.call(getDeviceAccess, { unitUuid }, PLATFORM);
      if (!access) return null;
      const { creatorUuid, rules, accessVersion } = access;
      return { version: accessVersion, document: { creatorUuid, rules } };
    });
  }

  /**
   * True also of a user who does not exist.
   *
   * @throws DomainError `Unavailable` when neither the projection nor `registry` can tell.
   */
  async isBlocked(userUuid: string): Promise<boolean> {
    const isBlocked = await this.known(this.blocked, userUuid, async () => {
      const { users } = await this.rpc.call(getUserStandings, { uuids: [userUuid] }, PLATFORM);
      return users[0] ? { version: FIRST_VERSION, document: users[0].isBlocked } : null;
    });
    return isBlocked ?? true;
  }

  /** To be noted before the last question about the owner, so that a block meanwhile finds the Unit. */
  async noteAdmission(userUuid: string, unitUuid: string): Promise<void> {
    const key = admissionsOf(userUuid);
    await this.attempt(() => this.redis.multi().sadd(key, unitUuid).expire(key, LATELY_S).exec());
  }

  /** The user's Units that were let in lately. */
  async lateAdmissions(userUuid: string): Promise<string[]> {
    return this.redis.smembers(admissionsOf(userUuid));
  }

  async accessChanged(unitUuid: string, accessVersion: number): Promise<void> {
    await this.devices.invalidate(unitUuid, accessVersion);
  }

  async unitDeleted(unitUuid: string): Promise<void> {
    await this.devices.put(unitUuid, FINAL_VERSION, null);
  }

  async standingChanged(userUuid: string, version: number, isBlocked: boolean): Promise<void> {
    await this.blocked.put(userUuid, version, isBlocked);
  }

  /** What the owner does not know is not kept: it may come into being. */
  private async known<Document>(
    cache: VersionedCache<Document>,
    uuid: string,
    ask: () => Promise<{ version: number; document: Document } | null>,
  ): Promise<Document | null> {
    const cached = await this.attempt(() => cache.get(uuid));
    if (cached !== undefined) return cached;
    const answer = await ask();
    if (!answer) return null;
    const { version, document } = answer;
    await this.attempt(() => cache.put(uuid, version, document));
    return document;
  }

  private async attempt<T>(work: () => Promise<T>): Promise<T | undefined> {
    try {
      return await work();
    } catch (error) {
      this.log.warn({ reason: String(error) }, 'Redis does not answer; asking the owner');
      return undefined;
    }
  }
}
