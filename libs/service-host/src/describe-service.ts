import 'reflect-metadata';
import { Global, Module, type Type } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { loadSettings } from '@unitfleet/config';
import { DeadLetterBox, RpcClient, StreamClient, StreamReports } from '@unitfleet/messaging';
import { createLogger, JobRegistry, LOGGER, METRICS, Registry } from '@unitfleet/observability';
import type { z } from 'zod';
import type { ServiceDefinition } from './run-service';

const absent = (token: unknown) => ({ provide: token as Type, useValue: {} });

/** What the host would bring; nothing of it is used while a service is only looked at. */
@Global()
@Module({
  providers: [
    ...[RpcClient, StreamClient, DeadLetterBox, StreamReports].map(absent),
    { provide: LOGGER, useValue: createLogger('description') },
    { provide: JobRegistry, useFactory: () => new JobRegistry() },
    { provide: METRICS, useFactory: () => new Registry() },
  ],
  exports: [RpcClient, StreamClient, DeadLetterBox, StreamReports, JobRegistry, LOGGER, METRICS],
})
class NoHostModule {}

/**
 * Looks at a gateway that answers nothing: made from its code and default settings alone, without engine or port. For
 * documents that are generated from it.
 */
export const describeService = async <Settings extends z.ZodObject, Description>(
  definition: ServiceDefinition<Settings>,
  describe: (app: NestFastifyApplication) => Description,
): Promise<Description> => {
  const settings = loadSettings(definition.settings, {
    PU_DOMAIN: 'localhost',
    PU_SECRET_KEY: 'unused-unused-unused',
  });
  const app = await NestFactory.create<NestFastifyApplication>(
    { module: NoHostModule, imports: [definition.module(settings)] },
    new FastifyAdapter(),
    { logger: false, abortOnError: false },
  );
  try {
    await definition.configure?.(app, settings);
    await app.init();
    return describe(app);
  } finally {
    await app.close();
  }
};
