import { Global, Module, type DynamicModule, type Type } from '@nestjs/common';
import type { NatsConnection } from '@nats-io/nats-core';
import type { ServiceName } from '@unitfleet/contracts';
import { MessagingModule } from '@unitfleet/messaging';
import {
  JobRegistry,
  LOGGER,
  METRICS,
  Readiness,
  type Logger,
  type Registry,
} from '@unitfleet/observability';
import { Clock } from './clock';
import { createClock } from './test-clock';
import { HealthController } from './health.controller';

export interface HostedService {
  readonly service: ServiceName;
  readonly module: Type | DynamicModule;
  readonly connection: NatsConnection;
  readonly log: Logger;
  readonly metrics: Registry;
  readonly readiness: Readiness;
  readonly jobs: JobRegistry;
  readonly withTestClock: boolean;
}

const NATS_DEADLINE_MS = 2_000;

/** Checks of a service, that of NATS first. */
export const watchingNats = (connection: NatsConnection): Readiness => {
  const readiness = new Readiness();
  readiness.add({
    name: 'nats',
    check: async () => {
      let timer: NodeJS.Timeout | undefined;
      const late = new Promise<never>((_resolve, reject) => {
        timer = setTimeout(() => reject(new Error('NATS does not answer')), NATS_DEADLINE_MS);
      });
      await Promise.race([connection.flush(), late]).finally(() => clearTimeout(timer));
    },
  });
  return readiness;
};

/** What every service has around its own module: log, metrics, health, clock and messaging. */
@Global()
@Module({ controllers: [HealthController] })
export class HostModule {
  static around(hosted: HostedService): DynamicModule {
    const { service, module, connection, log, metrics, readiness, jobs, withTestClock } = hosted;
    return {
      module: HostModule,
      imports: [MessagingModule.forConnection(connection, service), module],
      providers: [
        { provide: LOGGER, useValue: log },
        { provide: METRICS, useValue: metrics },
        { provide: Readiness, useValue: readiness },
        { provide: JobRegistry, useValue: jobs },
        { provide: Clock, useValue: createClock(connection, withTestClock) },
      ],
      exports: [LOGGER, METRICS, Readiness, JobRegistry, Clock],
    };
  }
}
