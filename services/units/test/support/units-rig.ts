import { randomBytes, randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { NatsConnection } from '@nats-io/nats-core';
import { processSettings } from '@unitfleet/config';
import {
  createUnit,
  deviceLog,
  deviceSession,
  deviceState,
  eventSubject,
  INPUT_BASE,
  listUnitNodes,
  repoUnitsUpdateRequested,
  type Actor,
  type DeviceSession,
  type EventDefinition,
  type OperationDefinition,
  type OperationRequest,
  type OperationResponse,
  type UnitNodeView,
  type UnitView,
  type UserActor,
} from '@unitfleet/contracts';
import { startEngines, type RunningEngines } from '@unitfleet/local';
import { encodeMessage, EventPublisher, NATS_CONNECTION, RpcClient, wrapEvent } from '@unitfleet/messaging';
import { askPatiently } from '@unitfleet/messaging/testing';
import { bootService, CLOCK_SUBJECT } from '@unitfleet/service-host';
import { createTestDatabase, type TestDatabase } from '@unitfleet/testing';
import { DataSource, type QueryRunner } from 'typeorm';
import { unitsSettings } from '../../src/settings';
import { UnitsModule } from '../../src/units.module';
import { fleet, PlayedFleetModule, type PlayedRepo, type Published } from './played-fleet';

askPatiently();

export const DOMAIN = 'fleet.test';

export const newUser = (): UserActor => ({ kind: 'User', uuid: randomUUID(), role: 'User', login: 'maker' });
export const asUnit = (unit: { uuid: string }): Actor => ({ kind: 'Unit', uuid: unit.uuid });

const BASE_INPUTS = ['update/pepeunit', 'env_update/pepeunit', 'schema_update/pepeunit', 'log_sync/pepeunit'];

/** Files of a version with these topics. */
export const version = (inputs: string[], outputs: string[], env: object = { INTERVAL: 5 }) => ({
  'schema_example.json': JSON.stringify({
    input_base_topic: BASE_INPUTS,
    output_base_topic: ['state/pepeunit', 'log/pepeunit'],
    input_topic: inputs,
    output_topic: outputs,
  }),
  'env_example.json': JSON.stringify(env),
});

let nextName = 0;

/** The service on real engines, with the rest of the fleet played. */
export class UnitsRig {
  private constructor(
    private readonly folder: string,
    private readonly engines: RunningEngines,
    private readonly database: TestDatabase,
    private readonly others: NestFastifyApplication,
    private readonly overrides: Record<string, string>,
  ) {}

  units!: NestFastifyApplication;

  /** The service's own tables, for what no operation can arrange. */
  query<Row = unknown>(sql: string, parameters: unknown[] = []): Promise<Row[]> {
    return this.units.get(DataSource).query(sql, parameters);
  }

  /** A transaction that the test itself ends. */
  async begin(): Promise<QueryRunner> {
    const runner = this.units.get(DataSource).createQueryRunner();
    await runner.startTransaction();
    return runner;
  }

  static async start(overrides: Record<string, string> = {}): Promise<UnitsRig> {
    const folder = await mkdtemp(join(tmpdir(), 'unitfleet-units-'));
    const dataDir = join(folder, 'engines');
    const engines = await startEngines({ engines: ['nats'], dataDir, profile: 'ephemeral', env: {} });
    const settings = processSettings.parse({ NATS_URL: engines.env.NATS_URL, PU_MIN_LOG_LEVEL: 'CRITICAL' });
    const others = await bootService(
      { name: 'registry', settings: processSettings, module: () => PlayedFleetModule },
      settings,
    );
    const rig = new UnitsRig(folder, engines, await createTestDatabase('units'), others, overrides);
    rig.units = await rig.boot();
    return rig;
  }

  /** One more process of the service. */
  boot(): Promise<NestFastifyApplication> {
    const settings = unitsSettings.parse({
      NATS_URL: this.engines.env.NATS_URL,
      DATABASE_URL: this.database.url,
      PU_DOMAIN: DOMAIN,
      PU_SECURE: 'false',
      PU_SECRET_KEY: 'a secret of this test fleet',
      PU_ENCRYPT_KEY: randomKey,
      PU_MQTT_HOST: 'broker.test',
      UNITFLEET_TEST_CLOCK: 'true',
      PU_MIN_LOG_LEVEL: process.env['UNITS_TEST_LOG'] ?? 'CRITICAL',
      UNITS_COMMAND_POLL_MS: '20',
      ...this.overrides,
    });
    return bootService(
      { name: 'units', settings: unitsSettings, module: (own) => UnitsModule.with(own) },
      settings,
    );
  }

  async stop(): Promise<void> {
    await this.units.close();
    await this.others.close();
    await this.database.drop();
    await this.engines.stop();
    await rm(this.folder, { recursive: true, force: true });
  }

  ask<Operation extends OperationDefinition>(
    actor: Actor,
    operation: Operation,
    request: OperationRequest<Operation>,
  ): Promise<OperationResponse<Operation>> {
    return this.others.get(RpcClient).call(operation, request, actor);
  }

  create(
    actor: UserActor,
    repo: PlayedRepo,
    change: Partial<OperationRequest<typeof createUnit>> = {},
  ): Promise<UnitView> {
    const name = `unit-${(nextName += 1)}`;
    return this.ask(actor, createUnit, {
      repoUuid: repo.uuid,
      visibilityLevel: 'Public',
      name,
      isAutoUpdateFromRepoUnit: true,
      ...change,
    });
  }

  async nodes(actor: Actor, unit: UnitView): Promise<UnitNodeView[]> {
    return (await this.ask(actor, listUnitNodes, { unitUuid: unit.uuid })).unitNodes;
  }

  async node(actor: Actor, unit: UnitView, topicName: string): Promise<UnitNodeView> {
    const nodes = await this.nodes(actor, unit);
    return nodes.find((node) => node.topicName === topicName) as UnitNodeView;
  }

  /** Moves the time of all processes. */
  advanceClock(ms: number): void {
    this.others.get<NatsConnection>(NATS_CONNECTION).publish(CLOCK_SUBJECT, String(ms));
    this.clockOffsetMs += ms;
  }

  private clockOffsetMs = 0;

  now(): Date {
    return new Date(Date.now() + this.clockOffsetMs);
  }

  async publish<Definition extends EventDefinition>(
    event: Definition,
    uuid: string,
    data: unknown,
    aggregateVersion = 1,
  ): Promise<void> {
    const envelope = wrapEvent(event, { uuid, version: aggregateVersion }, data as never);
    await this.devices.publish({
      id: envelope.id,
      subject: eventSubject(event),
      payload: encodeMessage(envelope),
      headers: {},
    });
  }

  requestUpdates(repo: PlayedRepo): Promise<void> {
    return this.publish(repoUnitsUpdateRequested, repo.uuid, { uuid: repo.uuid });
  }

  async connect(unit: UnitView, topics: string[] = BASE_INPUTS, clientId = unit.uuid): Promise<void> {
    const seen = { unitUuid: unit.uuid, clientId };
    await this.devices.publishDevice(deviceSession, unit.uuid, {
      kind: 'connected',
      ...seen,
      at: this.now(),
    });
    for (const baseInput of topics)
      await this.devices.publishDevice(deviceSession, unit.uuid, {
        kind: 'subscribed',
        ...seen,
        at: this.now(),
        baseInput,
      });
  }

  async disconnect(unit: UnitView, clientId = unit.uuid): Promise<void> {
    const session = { kind: 'disconnected', unitUuid: unit.uuid, clientId, at: this.now() } as const;
    await this.devices.publishDevice(deviceSession, unit.uuid, session);
  }

  async publishSession(session: DeviceSession): Promise<void> {
    await this.devices.publishDevice(deviceSession, session.unitUuid, session);
  }

  async sendState(unit: UnitView, state: unknown, receivedAt = this.now()): Promise<void> {
    const payload = new TextEncoder().encode(JSON.stringify(state));
    await this.devices.publishDevice(deviceState, unit.uuid, { unitUuid: unit.uuid, payload, receivedAt });
  }

  async sendLog(unit: UnitView): Promise<void> {
    const payload = new TextEncoder().encode('{"level":"Info","text":"x"}');
    const receivedAt = this.now();
    await this.devices.publishDevice(deviceLog, unit.uuid, { unitUuid: unit.uuid, payload, receivedAt });
  }

  /** Commands that the Unit's device was sent. */
  commands(unit: UnitView): Published[] {
    const prefix = `${DOMAIN}/${INPUT_BASE}/${unit.uuid}/`;
    return fleet.published.filter(({ topic }) => topic.startsWith(prefix));
  }

  private get devices(): EventPublisher {
    return this.others.get(EventPublisher);
  }
}

const randomKey = randomBytes(32).toString('base64');
