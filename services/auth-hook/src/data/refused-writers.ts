import { Injectable } from '@nestjs/common';
import { LRUCache } from 'lru-cache';
import { SharedStore } from './tiers/shared-store';
import { PREFIX } from './tiers/redis-tier';

/** As long as a broker keeps a refusal (`docs/protocol/emqx.md`, HTTP authorisation), and a little. */
const KEPT_S = 900;
const WRITERS_PER_NODE = 1_000;
const REMEMBERED = 20_000;
/** Short: another process may have taken a note meanwhile, and it has to be made anew then. */
const REMEMBERED_MS = 1_000;

const keyOf = (nodeUuid: string): string => `${PREFIX}refused-writers:${nodeUuid}`;

/** Which Units wanted to write to a node and were refused: the broker does not ask again by itself. */
@Injectable()
export class RefusedWriters {
  private readonly noted = new LRUCache<string, true>({ max: REMEMBERED, ttl: REMEMBERED_MS });

  constructor(private readonly store: SharedStore) {}

  /** Without waiting: a note that is lost costs the device the minutes that the broker keeps its refusal. */
  note(nodeUuid: string, unitUuid: string): void {
    const key = keyOf(nodeUuid);
    if (this.noted.has(key + unitUuid)) return;
    this.noted.set(key + unitUuid, true);
    void this.store.attempt(async () => {
      if ((await this.store.redis.scard(key)) >= WRITERS_PER_NODE) return;
      await this.store.redis.multi().sadd(key, unitUuid).expire(key, KEPT_S).exec();
    });
  }

  /** The refused writers, who are forgotten with that. */
  async take(nodeUuid: string): Promise<string[]> {
    const key = keyOf(nodeUuid);
    const writers = (await this.store.attempt(() => this.store.redis.smembers(key))) ?? [];
    if (writers.length > 0) await this.store.attempt(() => this.store.redis.del(key));
    return writers;
  }

  /** A node has changed: whichever process takes its writers, all have to be noted anew. */
  nodeChanged(): void {
    this.noted.clear();
  }
}
