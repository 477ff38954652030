import type { GatewaySettings } from '@unitfleet/config';
import type { Redis } from 'ioredis';
import type { Rate } from './rate';
import { RequestLimits } from './request-limits';
import { sharedInRedis } from './shared-counts';

const MINUTE_MS = 60_000;

/** The limits of an instance's settings; without Redis each process counts by itself. */
export const openRequestLimits = (settings: GatewaySettings, redis: Redis | null): RequestLimits => {
  const windowMs = settings.RATE_LIMIT_WINDOW_S * 1000;
  const perMinute = (points: number): Rate => ({ points, windowMs: MINUTE_MS });
  return new RequestLimits({
    caller: { points: settings.RATE_LIMIT_USER, windowMs },
    address: { points: settings.RATE_LIMIT_ADDRESS, windowMs },
    expensive: {
      'pipe-check': perMinute(settings.RATE_LIMIT_PIPE_CHECK),
      archive: perMinute(settings.RATE_LIMIT_ARCHIVE),
      'pipe-data-file': perMinute(settings.RATE_LIMIT_PIPE_DATA_FILE),
      'pipe-data-points': perMinute(settings.RATE_LIMIT_PIPE_DATA_POINTS),
      'repository-sync': perMinute(settings.RATE_LIMIT_REPOSITORY_SYNC),
      registration: perMinute(settings.RATE_LIMIT_REGISTRATION),
    },
    exempt: settings.RATE_LIMIT_EXEMPT,
    shared: redis ? (name, rate) => sharedInRedis(redis, name, rate) : undefined,
  });
};
