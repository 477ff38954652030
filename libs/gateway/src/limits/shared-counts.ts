import { RateLimiterRedis } from 'rate-limiter-flexible';
import type { Redis } from 'ioredis';
import type { Rate } from './rate';

/** What all replicas together have counted for a key. */
export interface SharedCount {
  readonly count: number;
  /** Until the window of this key ends. */
  readonly endsInMs: number;
}

/** Where replicas add up what each of them has counted. */
export interface SharedCounts {
  /** @throws while the place is away. */
  add(key: string, points: number): Promise<SharedCount>;
}

/** Adds up in Redis; a key and its window begin with the first points that anybody reports. */
export const sharedInRedis = (redis: Redis, name: string, { points, windowMs }: Rate): SharedCounts => {
  const limiter = new RateLimiterRedis({
    storeClient: redis,
    keyPrefix: `rate:${name}`,
    points,
    duration: windowMs / 1000,
  });
  return {
    add: async (key, added) => {
      const { consumedPoints, msBeforeNext } = await limiter.penalty(key, added);
      return { count: consumedPoints, endsInMs: msBeforeNext };
    },
  };
};
