import 'reflect-metadata';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import type { Type, DynamicModule } from '@nestjs/common';
import { loadSettings, processSettings, redactSettings, SettingsError } from '@unitfleet/config';
import { PROCESSES_SUBJECT, type ServiceName } from '@unitfleet/contracts';
import { answerEverybody, connectToNats, NatsStrategy } from '@unitfleet/messaging';
import {
  createLogger,
  createMetrics,
  JobRegistry,
  NestLog,
  Readiness,
  startTracing,
  type Logger,
} from '@unitfleet/observability';
import { z } from 'zod';
import { HostModule, watchingNats } from './host.module';
import { ProcessReport } from './process-report';
import { requireOperator } from './require-operator';

/** What makes a process one of the fleet's services. */
export interface ServiceDefinition<Settings extends z.ZodObject> {
  readonly name: ServiceName;
  /** All settings of the service, `processSettings` included. */
  readonly settings: Settings;
  /** Settings that are accepted and have no effect, by name, and why: one that is given is warned of at start. */
  readonly ignored?: Readonly<Partial<Record<keyof z.infer<Settings>, string>>>;
  /** The service's root module, built from its settings. */
  module(settings: z.infer<Settings>): Type | DynamicModule;
  /** Further HTTP set-up of services with a public face. */
  configure?(app: NestFastifyApplication, settings: z.infer<Settings>): Promise<void> | void;
  /** Fastify's options, where the defaults do not do. */
  readonly http?: ConstructorParameters<typeof FastifyAdapter>[0];
}

const isReady = async (app: NestFastifyApplication): Promise<boolean> => {
  const failures = await app.get(Readiness).failures();
  return Object.keys(failures).length === 0;
};

/** Says of each setting that was given for nothing, once. */
export const warnOfIgnored = (
  ignored: Readonly<Record<string, string | undefined>>,
  settings: Readonly<Record<string, unknown>>,
  log: Pick<Logger, 'warn'>,
): void => {
  for (const [setting, reason] of Object.entries(ignored))
    if (settings[setting] !== undefined) log.warn({ setting, reason }, 'a setting is ignored');
};

type HostSettings = z.infer<typeof processSettings>;

const readSettings = <Settings extends z.ZodObject>(schema: Settings): z.infer<Settings> => {
  try {
    return loadSettings(schema);
  } catch (error) {
    if (!(error instanceof SettingsError)) throw error;
    process.stderr.write(`${error.message}\n`);
    return process.exit(2);
  }
};

/**
 * Boots a service in this process: log, NATS, its module, health and metrics. Waits for engines that are not there
 * yet. Closing the application stops all of it; tests boot services side by side this way.
 */
export const bootService = async <Settings extends z.ZodObject>(
  definition: ServiceDefinition<Settings>,
  settings: z.infer<Settings>,
  log: Logger = createLogger(definition.name, (settings as unknown as HostSettings).PU_MIN_LOG_LEVEL),
): Promise<NestFastifyApplication> => {
  const host = settings as unknown as HostSettings;
  const connection = await connectToNats(host.NATS_URL, definition.name);
  const metrics = createMetrics(definition.name);
  const [readiness, jobs] = [watchingNats(connection), new JobRegistry(metrics)];
  const report = new ProcessReport({ service: definition.name, settings, readiness, jobs });
  // From now on, so that also a process is seen that waits for an engine.
  answerEverybody(connection, PROCESSES_SUBJECT, {
    service: definition.name,
    answer: async ({ actor }) => {
      requireOperator(actor);
      return report.view();
    },
  });
  const app = await NestFactory.create<NestFastifyApplication>(
    HostModule.around({
      service: definition.name,
      module: definition.module(settings),
      connection,
      log,
      metrics,
      readiness,
      jobs,
      withTestClock: host.UNITFLEET_TEST_CLOCK,
    }),
    new FastifyAdapter({ forceCloseConnections: true, ...definition.http } as never),
    { logger: new NestLog(log), abortOnError: false },
  );
  await definition.configure?.(app, settings);
  app.connectMicroservice(
    {
      strategy: new NatsStrategy(connection, definition.name, log, {
        isReady: () => isReady(app),
        registry: metrics,
        limits: {
          replicas: host.NATS_STREAM_REPLICAS,
          telemetryMaxBytes: host.NATS_TELEMETRY_MAX_MB * 1024 * 1024,
        },
      }),
    },
    { inheritAppConfig: true },
  );
  await app.startAllMicroservices();
  await app.listen(host.HTTP_PORT, host.HTTP_HOST);
  report.started();
  return app;
};

/**
 * Runs a service as this process: settings from the environment, tracing, `bootService`; stops it cleanly on SIGTERM
 * and SIGINT. `/healthz/ready` answers once all engines are there.
 */
export const runService = async <Settings extends z.ZodObject>(
  definition: ServiceDefinition<Settings>,
): Promise<void> => {
  const settings = readSettings(definition.settings);
  const log = createLogger(definition.name, (settings as unknown as HostSettings).PU_MIN_LOG_LEVEL);
  exitOnUnexpected(log);
  startTracing();
  log.info({ settings: redactSettings(settings) }, 'starting');
  warnOfIgnored({ ...definition.ignored }, settings, log);
  const app = await bootService(definition, settings, log);
  app.enableShutdownHooks(['SIGTERM', 'SIGINT'], { useProcessExit: true });
  log.info({ url: await app.getUrl() }, 'ready');
};

/** A process that does not know its state any more ends; whoever supervises it starts it anew. */
const exitOnUnexpected = (log: Logger): void => {
  const end = (error: unknown) => {
    log.fatal({ err: error }, 'ended by an unexpected error');
    process.exit(1);
  };
  process.on('uncaughtException', end);
  process.on('unhandledRejection', end);
};
