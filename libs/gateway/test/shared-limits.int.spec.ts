import { randomUUID } from 'node:crypto';
import { ANONYMOUS } from '@unitfleet/contracts';
import { Redis } from 'ioredis';
import { RateExceeded } from '../src/limits/rate-exceeded.error';
import { RequestLimits } from '../src/limits/request-limits';
import { sharedInRedis } from '../src/limits/shared-counts';

const HOUR_MS = 3_600_000;
const POINTS = 20;
const rate = { points: POINTS, windowMs: HOUR_MS };
const off = { points: 0, windowMs: HOUR_MS };

const openLimits = (redis: Redis, name: string) =>
  new RequestLimits({
    caller: rate,
    address: rate,
    expensive: {
      'pipe-check': off,
      archive: off,
      'pipe-data-file': off,
      'pipe-data-points': off,
      'repository-sync': off,
      registration: off,
    },
    exempt: [],
    shared: (part, of) => sharedInRedis(redis, `${name}:${part}`, of),
  });

const isAllowed = (limits: RequestLimits, address: string): boolean => {
  try {
    limits.take(ANONYMOUS, address);
    return true;
  } catch (error) {
    expect(error).toBeInstanceOf(RateExceeded);
    return false;
  }
};

describe('limits of replicas that share a Redis', () => {
  const clients: Redis[] = [];
  const connect = async (url: string): Promise<Redis> => {
    const redis = new Redis(url, { enableOfflineQueue: false, maxRetriesPerRequest: 0, lazyConnect: true });
    redis.on('error', () => undefined);
    clients.push(redis);
    await redis.connect().catch(() => undefined);
    return redis;
  };
  afterAll(() => clients.forEach((redis) => redis.disconnect()));

  it('count together', async () => {
    const name = randomUUID();
    const connections = [
      await connect(process.env.REDIS_URL!),
      await connect(process.env.REDIS_URL!),
    ] as const;
    const [one, other] = connections.map((redis) => openLimits(redis, name)) as [
      RequestLimits,
      RequestLimits,
    ];
    /** Answers of Redis come in the order of the questions; a report may have another one behind it. */
    const reported = async () => {
      for (const redis of [...connections, ...connections]) await redis.ping();
    };
    for (let asked = 0; asked < POINTS; asked += 1) expect(isAllowed(one, '203.0.113.1')).toBe(true);
    expect(isAllowed(one, '203.0.113.1')).toBe(false);
    await reported();
    const more = [isAllowed(other, '203.0.113.1')];
    await reported();
    more.push(isAllowed(other, '203.0.113.1'));
    expect(more).toEqual([true, false]);
    expect(isAllowed(other, '203.0.113.2')).toBe(true);
  });

  it('count by themselves while there is no Redis', async () => {
    const limits = openLimits(await connect('redis://127.0.0.1:1'), randomUUID());
    for (let asked = 0; asked < POINTS; asked += 1) {
      expect(isAllowed(limits, '203.0.113.1')).toBe(true);
      await new Promise((resolve) => setImmediate(resolve));
    }
    expect(isAllowed(limits, '203.0.113.1')).toBe(false);
  });
});
