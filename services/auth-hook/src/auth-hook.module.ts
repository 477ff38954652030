import { Module, type DynamicModule, type OnApplicationShutdown } from '@nestjs/common';
import { LOGGER, Readiness, type Logger } from '@unitfleet/observability';
import { Redis } from 'ioredis';
import { BrokerHookController } from './api/broker-hook.controller';
import { ProjectionController } from './api/projection.controller';
import { TokenTopicsController } from './api/token-topics.controller';
import { DeviceDirectory } from './data/device-directory';
import { Gatekeeper } from './data/gatekeeper';
import { SETTINGS, type Settings } from './settings';

const COMMAND_DEADLINE_MS = 1_000;

const openRedis = (settings: Settings, log: Logger, readiness: Readiness): Redis => {
  const redis = new Redis(settings.PU_REDIS_URL, {
    commandTimeout: COMMAND_DEADLINE_MS,
    maxRetriesPerRequest: 1,
    enableOfflineQueue: false,
  });
  redis.on('error', (error) => log.debug({ reason: error.message }, 'Redis is away'));
  readiness.add({ name: 'redis', check: async () => void (await redis.ping()) });
  return redis;
};

@Module({
  controllers: [BrokerHookController, ProjectionController, TokenTopicsController],
  providers: [
    DeviceDirectory,
    Gatekeeper,
    { provide: Redis, useFactory: openRedis, inject: [SETTINGS, LOGGER, Readiness] },
  ],
})
export class AuthHookModule implements OnApplicationShutdown {
  static with(settings: Settings): DynamicModule {
    return { module: AuthHookModule, providers: [{ provide: SETTINGS, useValue: settings }] };
  }

  constructor(private readonly redis: Redis) {}

  onApplicationShutdown(): void {
    this.redis.disconnect();
  }
}
