import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { SharedStore } from './tiers/shared-store';
import { EPOCH_KEY, PREFIX } from './tiers/redis-tier';

const STATE_KEY = `${PREFIX}state`;
const LOCK_KEY = `${PREFIX}rebuild`;
/** A rebuild that has not shown itself for so long has died. */
const LOCK_MS = 30_000;
const SCANNED = 1_000;

const UNLOCK = `if redis.call('get', KEYS[1]) == ARGV[1] then return redis.call('del', KEYS[1]) end return 0`;

export type ProjectionCondition =
  /** Redis is another than the one that was filled, or was started anew: it may have lost what it heard last. */
  | 'foreign'
  /** What it holds is true; some of it is missing, and asked for. */
  | 'partial'
  | 'complete';

/** What is known of the projection in Redis as a whole. */
@Injectable()
export class ProjectionState {
  constructor(private readonly store: SharedStore) {}

  async condition(): Promise<ProjectionCondition> {
    const [instance, filled] = await this.store.redis.hmget(STATE_KEY, 'instance', 'filled');
    if (!instance || instance !== (await this.instance())) return 'foreign';
    return filled ? 'complete' : 'partial';
  }

  /** Nobody else rebuilds meanwhile; null when somebody does. */
  async lock(): Promise<{ renew(): Promise<void>; release(): Promise<void> } | null> {
    const owner = randomUUID();
    const { redis } = this.store;
    if ((await redis.set(LOCK_KEY, owner, 'PX', LOCK_MS, 'NX')) === null) return null;
    return {
      renew: async () => void (await redis.pexpire(LOCK_KEY, LOCK_MS)),
      release: async () => void (await redis.eval(UNLOCK, 1, LOCK_KEY, owner)),
    };
  }

  /** Drops all that is known and answers the epoch that begins with it; what was asked for before is not kept. */
  async empty(): Promise<string> {
    const { redis } = this.store;
    const epoch = randomUUID();
    await redis.multi().set(EPOCH_KEY, epoch).del(STATE_KEY).exec();
    for (const kind of ['device', 'node', 'user']) {
      const scan = redis.scanStream({ match: `${PREFIX}${kind}:*`, count: SCANNED });
      for await (const keys of scan as AsyncIterable<string[]>)
        if (keys.length > 0) await redis.unlink(...keys);
    }
    await redis.hset(STATE_KEY, 'instance', await this.instance());
    return epoch;
  }

  async epoch(): Promise<string> {
    return (await this.store.redis.get(EPOCH_KEY)) ?? '';
  }

  async filled(): Promise<void> {
    await this.store.redis.hset(STATE_KEY, 'filled', new Date().toISOString());
  }

  /** Another after every start of the server. */
  private async instance(): Promise<string> {
    return /run_id:(\S+)/.exec(await this.store.redis.info('server'))?.[1] ?? 'unknown';
  }
}
