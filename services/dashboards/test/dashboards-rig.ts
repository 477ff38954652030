import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { jetstream } from '@nats-io/jetstream';
import type { NatsConnection } from '@nats-io/nats-core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { processSettings } from '@unitfleet/config';
import {
  createDashboard,
  createDashboardPanel,
  eventSubject,
  type Actor,
  type DashboardPanelView,
  type DashboardView,
  type Envelope,
  type EventDefinition,
  type OperationDefinition,
  type OperationRequest,
  type OperationResponse,
  type UserActor,
} from '@unitfleet/contracts';
import { startNats, type Engine } from '@unitfleet/local';
import {
  connectToNats,
  decodeMessage,
  encodeMessage,
  EventPublisher,
  NATS_CONNECTION,
  RpcClient,
  wrapEvent,
} from '@unitfleet/messaging';
import { askPatiently } from '@unitfleet/messaging/testing';
import { bootService, CLOCK_SUBJECT } from '@unitfleet/service-host';
import { createTestDatabase, type TestDatabase } from '@unitfleet/testing';
import { DataSource } from 'typeorm';
import type { z } from 'zod';
import { DashboardsModule } from '../src/dashboards.module';
import { dashboardsSettings } from '../src/settings';
import { UnitsPartModule } from './units-part';

askPatiently();

export const SECRET = 'a secret of the tests';

export const user = (): UserActor => ({ kind: 'User', uuid: randomUUID(), role: 'User', login: 'somebody' });

/** Several processes' worth of `dashboards` on real engines, with a played `units`. */
export class DashboardsRig {
  private constructor(
    private readonly folder: string,
    private readonly nats: Engine,
    private readonly database: TestDatabase,
    private readonly connection: NatsConnection,
    private readonly apps: readonly NestFastifyApplication[],
  ) {}

  static async start(overrides: Record<string, string> = {}, processes = 1): Promise<DashboardsRig> {
    const folder = await mkdtemp(join(tmpdir(), 'unitfleet-dashboards-'));
    const nats = await startNats({ dataDir: folder, profile: 'ephemeral' });
    const database = await createTestDatabase('dashboards');
    const environment = {
      NATS_URL: nats.url,
      DATABASE_URL: database.url,
      PU_MIN_LOG_LEVEL: 'CRITICAL',
      UNITFLEET_TEST_CLOCK: 'true',
      PU_SECRET_KEY: SECRET,
      PU_GRAFANA_LIMIT_UNIT_NODE_PER_ONE_PANEL: '3',
      ...overrides,
    };
    const plain = processSettings.parse(environment);
    const played = { name: 'units' as const, settings: processSettings, module: () => UnitsPartModule };
    const own = {
      name: 'dashboards' as const,
      settings: dashboardsSettings,
      module: (settings: ReturnType<typeof dashboardsSettings.parse>) => DashboardsModule.with(settings),
    };
    const apps = [await bootService(played, plain)];
    for (let index = 0; index < processes; index += 1)
      apps.push(await bootService(own, dashboardsSettings.parse(environment)));
    // Whoever has heard from NATS has its subscriptions in force.
    for (const app of apps) await app.get<NatsConnection>(NATS_CONNECTION).flush();
    return new DashboardsRig(folder, nats, database, await connectToNats(nats.url, 'test'), apps);
  }

  async stop(): Promise<void> {
    await this.connection.close();
    for (const app of [...this.apps].reverse()) await app.close();
    await this.database.drop();
    await this.nats.stop();
    await rm(this.folder, { recursive: true, force: true });
  }

  call<Operation extends OperationDefinition>(
    operation: Operation,
    request: OperationRequest<Operation>,
    actor: Actor,
  ): Promise<OperationResponse<Operation>> {
    return new RpcClient(this.connection, 'gateway-rest').call(operation, request, actor);
  }

  dashboard(owner: Actor, name = 'dashboard'): Promise<DashboardView> {
    return this.call(createDashboard, { name }, owner);
  }

  async panel(owner: Actor): Promise<DashboardPanelView> {
    const { uuid } = await this.dashboard(owner);
    return this.call(
      createDashboardPanel,
      { dashboardUuid: uuid, title: 'panel', type: 'timeseries' },
      owner,
    );
  }

  query<Row>(sql: string, parameters: unknown[] = []): Promise<Row[]> {
    return this.source.query(sql, parameters);
  }

  get source(): DataSource {
    return this.apps[1]!.get(DataSource);
  }

  /** Publishes an event of another service. */
  async emit<Schema extends z.ZodType>(
    event: EventDefinition<Schema>,
    uuid: string,
    data: z.input<Schema>,
  ): Promise<void> {
    const envelope = wrapEvent(event, { uuid, version: 1 }, data);
    const publisher = new EventPublisher(this.connection, event.service);
    const payload = encodeMessage(envelope);
    await publisher.publish({ id: envelope.id, subject: eventSubject(event), payload, headers: {} });
  }

  /** Events of this kind about the aggregate, so far. */
  async published(event: EventDefinition, uuid: string): Promise<Envelope[]> {
    const stream = await jetstream(this.connection).streams.get('EVENTS');
    const { state } = await stream.info();
    const found: Envelope[] = [];
    for (let sequence = state.first_seq; sequence <= state.last_seq; sequence += 1) {
      const stored = await stream.getMessage({ seq: sequence });
      if (stored?.subject === eventSubject(event)) found.push(decodeMessage(stored.data) as Envelope);
    }
    return found.filter(({ subject }) => subject === uuid);
  }

  async advanceClock(ms: number): Promise<void> {
    this.connection.publish(CLOCK_SUBJECT, String(ms));
    await this.connection.flush();
  }
}
