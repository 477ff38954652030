import { fork, type ChildProcess } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Global, Module, type DynamicModule, type INestApplication } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import type { NatsConnection } from '@nats-io/nats-core';
import {
  readPipeData,
  setPipeline,
  unitNodeCreated,
  type Actor,
  type OperationDefinition,
  type OperationRequest,
  type OperationResponse,
  type PipeDataItem,
  type ProcessingPolicy,
} from '@unitfleet/contracts';
import { startEngine, type Engine } from '@unitfleet/local';
import {
  connectToNats,
  encodeMessage,
  EventPublisher,
  MessagingModule,
  NatsStrategy,
  RpcClient,
  StreamClient,
  wrapEvent,
} from '@unitfleet/messaging';
import { askPatiently } from '@unitfleet/messaging/testing';
import {
  createLogger,
  createMetrics,
  JobRegistry,
  LOGGER,
  METRICS,
  Readiness,
} from '@unitfleet/observability';
import { Clock } from '@unitfleet/service-host';
import {
  clickHouseUrl,
  createTestDatabase,
  eventually,
  uniqueName,
  type TestDatabase,
} from '@unitfleet/testing';
import { createClient } from '@clickhouse/client';
import { Pool } from 'pg';
import { eventSubject, type EventDefinition } from '@unitfleet/contracts';
import type { z } from 'zod';
import { DatapipeModule } from '../../src/datapipe.module';
import { PartitionFleet } from '../../src/jobs/partition-fleet';
import { datapipeSettings } from '../../src/settings';
import { DatapipeProcess } from './datapipe-process';
import { startFakeUnits, UNIT } from './fake-units';
import { TelemetryPublisher } from './telemetry-publisher';

askPatiently();

/** Compiling a service as it starts takes most of a minute on a machine with much else to do. */
export const START = { timeoutMs: 150_000 };

export const OWNER: Actor = { kind: 'User', uuid: UNIT, role: 'User', login: 'owner' };

class TestClock extends Clock {
  offsetMs = 0;
  now(): number {
    return Date.now() + this.offsetMs;
  }
}

@Global()
@Module({})
class TestHost {
  static around(module: DynamicModule, connection: NatsConnection, clock: Clock): DynamicModule {
    return {
      module: TestHost,
      imports: [MessagingModule.forConnection(connection, 'datapipe'), module],
      providers: [
        { provide: LOGGER, useValue: createLogger('datapipe', process.env.TEST_LOG ?? 'fatal') },
        { provide: METRICS, useValue: createMetrics('datapipe') },
        { provide: Readiness, useValue: new Readiness() },
        { provide: JobRegistry, useValue: new JobRegistry() },
        { provide: Clock, useValue: clock },
      ],
      exports: [LOGGER, METRICS, Readiness, JobRegistry, Clock],
    };
  }
}

/** One datapipe of its own connection, in this process. */
export interface Instance {
  readonly app: INestApplication;
  readonly fleet: PartitionFleet;
  readonly connection: NatsConnection;
  stop(): Promise<void>;
}

/** A NATS server, a database and a telemetry store of their own, and datapipes on them. */
export class TestSystem {
  readonly clock = new TestClock();
  private readonly instances: Instance[] = [];
  private readonly processes: ChildProcess[] = [];
  private readonly daemons: DatapipeProcess[] = [];

  private constructor(
    private nats: Engine,
    private readonly dataDir: string,
    private readonly database: TestDatabase,
    private readonly environment: Record<string, string>,
    readonly connection: NatsConnection,
    readonly postgres: Pool,
    private readonly units: Awaited<ReturnType<typeof startFakeUnits>>,
  ) {
    this.telemetry = new TelemetryPublisher(connection);
    this.rpc = new RpcClient(connection, 'gateway-rest');
    this.streams = new StreamClient(connection, 'gateway-rest');
    this.events = new EventPublisher(connection, 'units');
  }

  readonly telemetry: TelemetryPublisher;
  readonly events: EventPublisher;
  readonly streams: StreamClient;
  private readonly rpc: RpcClient;

  static async start(overrides: Record<string, string> = {}): Promise<TestSystem> {
    const dataDir = await mkdtemp(join(tmpdir(), 'datapipe-test-'));
    const nats = await startNats(dataDir);
    const database = await createTestDatabase('datapipe');
    const postgres = new Pool({ connectionString: database.url, options: '-c search_path=datapipe' });
    // The database is dropped under sessions that are still ending.
    postgres.on('error', () => undefined);
    const environment = {
      NATS_URL: nats.url,
      DATABASE_URL: database.url,
      CLICKHOUSE_URL: clickHouseUrl(),
      CLICKHOUSE_DATABASE: uniqueName('datapipe'),
      // Longer than a loaded machine holds up a process: no partition changes hands unless a test wants it.
      DATAPIPE_LEASE_MS: '20000',
      DATAPIPE_CHECKPOINT_MS: '200',
      DATAPIPE_CLEANUP_MS: '100',
      DATAPIPE_INSERT_INTERVAL_MS: '20',
      ...overrides,
    };
    const connection = await connectToNats(environment.NATS_URL, 'test');
    const units = await startFakeUnits(connection);
    return new TestSystem(nats, dataDir, database, environment, connection, postgres, units);
  }

  async instance(overrides: Record<string, string> = {}): Promise<Instance> {
    const settings = datapipeSettings.parse({ ...this.environment, ...overrides });
    const connection = await connectToNats(settings.NATS_URL, 'datapipe');
    const log = createLogger('datapipe', process.env.TEST_LOG ?? 'fatal');
    const app = await NestFactory.create(
      TestHost.around(DatapipeModule.with(settings), connection, this.clock),
      new FastifyAdapter(),
      { logger: false, abortOnError: false },
    );
    const limits = {
      replicas: settings.NATS_STREAM_REPLICAS,
      telemetryMaxBytes: settings.NATS_TELEMETRY_MAX_MB * 1024 * 1024,
    };
    app.connectMicroservice({ strategy: new NatsStrategy(connection, 'datapipe', log, { limits }) });
    await app.startAllMicroservices();
    await app.init();
    const instance: Instance = {
      app,
      fleet: app.get(PartitionFleet),
      connection,
      stop: async () => {
        if (this.instances.includes(instance)) this.instances.splice(this.instances.indexOf(instance), 1);
        await app.close();
      },
    };
    this.instances.push(instance);
    return instance;
  }

  /** A datapipe as a process of its own, which can be killed, and takes its time to start ({@link START}). */
  process(): ChildProcess {
    const root = join(__dirname, '../../../..');
    const child = fork(join(root, 'services/datapipe/src/main.ts'), {
      cwd: root,
      execArgv: ['-r', '@swc-node/register'],
      stdio: ['ignore', process.env.TEST_LOG ? 'inherit' : 'ignore', 'inherit', 'ipc'],
      env: {
        PATH: process.env.PATH,
        SWC_NODE_PROJECT: join(root, 'tsconfig.base.json'),
        ...this.environment,
      },
    });
    this.processes.push(child);
    return child;
  }

  /** A datapipe as a process of its own that says what it does, resolved when it is ready. */
  async daemon(overrides: Record<string, string> = {}): Promise<DatapipeProcess> {
    const daemon = await DatapipeProcess.start({ ...this.environment, ...overrides });
    this.daemons.push(daemon);
    return daemon;
  }

  /** Where the engines are, as a datapipe is told. */
  url(engine: 'NATS' | 'DATABASE' | 'CLICKHOUSE'): string {
    return this.environment[`${engine}_URL`]!;
  }

  ask<Operation extends OperationDefinition>(
    operation: Operation,
    request: OperationRequest<Operation>,
    actor: Actor = OWNER,
  ): Promise<OperationResponse<Operation>> {
    return this.rpc.call(operation, request, actor);
  }

  async emit<Schema extends z.ZodType>(event: EventDefinition<Schema>, data: z.input<Schema>): Promise<void> {
    const envelope = wrapEvent(event, { uuid: randomUUID(), version: 1 }, data);
    await this.events.publish({
      id: envelope.id,
      subject: eventSubject(event),
      payload: encodeMessage(envelope),
      headers: {},
    });
  }

  /** A node of a platform topic, once datapipe knows it. */
  async node(topicName = 'value/pepeunit', uuid: string = randomUUID()): Promise<string> {
    await this.emit(unitNodeCreated, { uuid, unitUuid: UNIT, topicName, type: 'Output' });
    await eventually(async () => {
      const { rowCount } = await this.postgres.query('select from nodes where uuid = $1', [uuid]);
      expect(rowCount).toBe(1);
    });
    return uuid;
  }

  /** What a pipeline of a node shows, oldest first. */
  async states(
    nodeUuid: string,
    type: ProcessingPolicy = 'NRecords',
    pipeline: string | null = null,
  ): Promise<PipeDataItem['state'][]> {
    const request = { nodeUuid, pipeline, type, orderByCreateDate: 'asc' } as const;
    return (await this.ask(readPipeData, request)).pipeData.map(({ state }) => state);
  }

  /** Sets a pipeline and awaits that it runs. */
  async pipeline(nodeUuid: string, document: string): Promise<void> {
    await this.ask(setPipeline, { nodeUuid, document: Buffer.from(document) });
    await this.settled();
  }

  /** Awaits that everything sent through the outbox is in its stream. */
  async settled(): Promise<void> {
    await eventually(async () => {
      const { rows } = await this.postgres.query('select count(*)::int as waiting from outbox');
      expect(rows[0].waiting).toBe(0);
    });
  }

  /** The number that a query answers. */
  async count(query: string, params: unknown[] = []): Promise<number> {
    const { rows } = await this.postgres.query(query, params);
    return Number(Object.values(rows[0])[0]);
  }

  /** Straight from the telemetry store. */
  async stored<Row>(query: string): Promise<Row[]> {
    const client = createClient({
      url: this.environment.CLICKHOUSE_URL!,
      database: this.environment.CLICKHOUSE_DATABASE!,
    });
    try {
      return await (await client.query({ query, format: 'JSONEachRow' })).json<Row>();
    } finally {
      await client.close();
    }
  }

  /** Changes the telemetry store behind the back of its service. */
  async alter(statement: string): Promise<void> {
    const client = createClient({
      url: this.environment.CLICKHOUSE_URL!,
      database: this.environment.CLICKHOUSE_DATABASE!,
    });
    try {
      await client.command({ query: statement });
    } finally {
      await client.close();
    }
  }

  /** Kills the NATS server and starts it again on what it had stored; who publishes is connected again then. */
  async killNats(): Promise<void> {
    await this.nats.kill();
    this.nats = await startNats(this.dataDir, Number(new URL(this.nats.url).port));
    await eventually(() => this.connection.flush());
  }

  /** What a process that is held or killed has of partitions ends now. Others take them over with their next beat. */
  async expireLeases(owner: string): Promise<void> {
    await this.postgres.query('update partitions set expires_at = clock_timestamp() where owner = $1', [
      owner,
    ]);
    await this.postgres.query('delete from instances where id = $1', [owner]);
  }

  async stop(): Promise<void> {
    for (const child of this.processes) child.kill('SIGKILL');
    await Promise.all(this.daemons.filter(({ isRunning }) => isRunning).map((daemon) => daemon.kill()));
    await Promise.all([...this.instances].map((instance) => instance.stop()));
    await this.units.close();
    await this.connection.close();
    await this.postgres.end();
    await this.database.drop();
    await this.nats.stop();
    await rm(this.dataDir, { recursive: true, force: true });
  }
}

const startNats = (dataDir: string, port?: number): Promise<Engine> =>
  startEngine('nats', { engines: ['nats'], dataDir, profile: 'ephemeral', env: {}, ports: { nats: port } });
