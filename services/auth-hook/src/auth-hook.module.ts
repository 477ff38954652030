import { Module, type DynamicModule, type OnApplicationShutdown } from '@nestjs/common';
import { LOGGER, Readiness, type Logger } from '@unitfleet/observability';
import { Redis } from 'ioredis';
import { BrokerHookRoutes } from './api/broker-hook.routes';
import { AdmissionService } from './api/decisions/admission.service';
import { DeviceReports } from './api/decisions/device-reports';
import { TokenReader } from './api/decisions/token-reader';
import { TopicService } from './api/decisions/topic.service';
import { Undecided } from './api/decisions/undecided';
import { ProjectionEventsController } from './api/projection-events.controller';
import { ProjectionController } from './api/projection.controller';
import { TokenTopicsController } from './api/token-topics.controller';
import { BrokerOrders } from './data/broker-orders';
import { DecisionMetrics } from './data/decision-metrics';
import { Directory } from './data/directory';
import { LateAdmissions } from './data/late-admissions';
import { ProjectionFill } from './data/projection-fill';
import { ProjectionState } from './data/projection-state';
import { RecentGrants } from './data/recent-grants';
import { RefusedWriters } from './data/refused-writers';
import { defineScripts } from './data/tiers/redis-scripts';
import { ReportStream } from './data/report-stream';
import { SharedStore } from './data/tiers/shared-store';
import { HearingJob } from './jobs/hearing.job';
import { ProjectionKeeper } from './jobs/projection-keeper.job';
import { UndecidedJob } from './jobs/undecided.job';
import { SETTINGS, type Settings } from './settings';

const COMMAND_DEADLINE_MS = 1_000;

const openRedis = (settings: Settings, log: Logger, readiness: Readiness): Redis => {
  const redis = new Redis(settings.PU_REDIS_URL, {
    commandTimeout: COMMAND_DEADLINE_MS,
    maxRetriesPerRequest: 1,
    enableOfflineQueue: false,
  });
  defineScripts(redis);
  redis.on('error', (error) => log.debug({ reason: error.message }, 'Redis is away'));
  readiness.add({ name: 'redis', check: async () => void (await redis.ping()) });
  return redis;
};

const STORES = [
  SharedStore,
  Directory,
  RefusedWriters,
  RecentGrants,
  BrokerOrders,
  LateAdmissions,
  ProjectionState,
  ProjectionFill,
  DecisionMetrics,
  ReportStream,
];
const DECISIONS = [BrokerHookRoutes, TokenReader, AdmissionService, TopicService, DeviceReports, Undecided];
const JOBS = [HearingJob, ProjectionKeeper, UndecidedJob];

@Module({
  controllers: [ProjectionController, ProjectionEventsController, TokenTopicsController],
  providers: [
    ...STORES,
    ...DECISIONS,
    ...JOBS,
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
