import { Inject, Injectable } from '@nestjs/common';
import { getDeviceAccess, getUserStandings, PLATFORM, type DeviceRule } from '@unitfleet/contracts';
import { RpcClient } from '@unitfleet/messaging';
import { LOGGER, type Logger } from '@unitfleet/observability';
import { Redis } from 'ioredis';
import { VersionedCache } from './versioned-cache';

/** What is known of a Unit at the broker; null of one that does not exist. */
export interface KnownDevice {
  readonly creatorUuid: string;
  readonly rules: DeviceRule[];
}

/** Above every version that an aggregate will ever have. */
const FINAL_VERSION = Number.MAX_SAFE_INTEGER;
/** Below every version of an event. */
const FIRST_VERSION = 0;

/**
 * Who may do what at the broker: a projection in Redis, kept by events, filled by asking the owners. Without Redis the
 * owners are asked each time.
 */
@Injectable()
export class DeviceDirectory {
  private readonly devices: VersionedCache<KnownDevice | null>;
  private readonly blocked: VersionedCache<boolean>;

  constructor(
    redis: Redis,
    private readonly rpc: RpcClient,
    @Inject(LOGGER) private readonly log: Logger,
  ) {
    this.devices = new VersionedCache(redis, 'auth-hook:device');
    this.blocked = new VersionedCache(redis, 'auth-hook:user-blocked');
  }

  /** @throws DomainError `Unavailable` when neither the projection nor `units` can tell. */
  async find(unitUuid: string): Promise<KnownDevice | null> {
    return this.known(this.devices, unitUuid, async () => {
      const access = await this.rpc.call(getDeviceAccess, { unitUuid }, PLATFORM);
      if (!access) return { version: FIRST_VERSION, document: null };
      const { creatorUuid, rules, accessVersion } = access;
      return { version: accessVersion, document: { creatorUuid, rules } };
    });
  }

  /** @throws DomainError `Unavailable` when neither the projection nor `registry` can tell. */
  async isBlocked(userUuid: string): Promise<boolean> {
    return this.known(this.blocked, userUuid, async () => {
      const { users } = await this.rpc.call(getUserStandings, { uuids: [userUuid] }, PLATFORM);
      return { version: FIRST_VERSION, document: users[0]?.isBlocked ?? true };
    });
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

  private async known<Document>(
    cache: VersionedCache<Document>,
    uuid: string,
    ask: () => Promise<{ version: number; document: Document }>,
  ): Promise<Document> {
    const cached = await this.attempt(() => cache.get(uuid));
    if (cached !== undefined) return cached;
    const { version, document } = await ask();
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
