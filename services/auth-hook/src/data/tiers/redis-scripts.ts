import type { Redis, Result } from 'ioredis';

const SAME_EPOCH = `
if ARGV[#ARGV] ~= '*' and (redis.call('get', KEYS[2]) or '') ~= ARGV[#ARGV] then return 2 end
local known = tonumber(redis.call('hget', KEYS[1], 'version') or '-1')
local version = tonumber(ARGV[1])
if version < known then return 0 end
if version > known then redis.call('del', KEYS[1]) end
`;

const PUT = `${SAME_EPOCH}
redis.call('hset', KEYS[1], 'version', ARGV[1], 'document', ARGV[2])
redis.call('pexpire', KEYS[1], ARGV[3])
return 1`;

const INVALIDATE = `
local known = tonumber(redis.call('hget', KEYS[1], 'version') or '-1')
if tonumber(ARGV[1]) <= known then return 0 end
redis.call('del', KEYS[1])
redis.call('hset', KEYS[1], 'version', ARGV[1])
redis.call('pexpire', KEYS[1], ARGV[2])
return 1`;

// Bounded: a device that asks about every node of the instance must not fill the store.
const PUT_SIGHT = `${SAME_EPOCH}
redis.call('hsetnx', KEYS[1], 'version', ARGV[1])
if redis.call('hlen', KEYS[1]) < tonumber(ARGV[4]) or redis.call('hexists', KEYS[1], ARGV[2]) == 1 then
  redis.call('hset', KEYS[1], ARGV[2], ARGV[3])
end
redis.call('pexpire', KEYS[1], ARGV[5])
return 1`;

declare module 'ioredis' {
  interface RedisCommander<Context> {
    hookPut(
      key: string,
      epochKey: string,
      version: number,
      text: string,
      ttlMs: number,
      epoch: string,
    ): Result<number, Context>;
    hookInvalidate(key: string, version: number, ttlMs: number): Result<number, Context>;
    hookPutSight(
      key: string,
      epochKey: string,
      version: number,
      field: string,
      text: string,
      mostFields: number,
      ttlMs: number,
      epoch: string,
    ): Result<number, Context>;
  }
}

/** What a compare-and-set came to. */
export const SUPERSEDED = 0;

/**
 * Compare-and-set on versions, done by Redis in one step: nothing older replaces anything newer, and a newer version
 * drops all that was kept with the older one. An answer that was asked for before the projection was emptied is not
 * kept (its epoch is over); events always are.
 */
export const defineScripts = (redis: Redis): void => {
  redis.defineCommand('hookPut', { numberOfKeys: 2, lua: PUT });
  redis.defineCommand('hookInvalidate', { numberOfKeys: 1, lua: INVALIDATE });
  redis.defineCommand('hookPutSight', { numberOfKeys: 2, lua: PUT_SIGHT });
};
