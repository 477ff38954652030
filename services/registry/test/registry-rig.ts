import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { processSettings } from '@unitfleet/config';
import {
  ANONYMOUS,
  eventSubject,
  loginUser,
  PLATFORM,
  registerUser,
  type Actor,
  type Envelope,
  type EventDefinition,
  type OperationDefinition,
  type OperationRequest,
  type OperationResponse,
  type UserActor,
} from '@unitfleet/contracts';
import { startEngines, type RunningEngines } from '@unitfleet/local';
import {
  connectToNats,
  decodeMessage,
  encodeMessage,
  NATS_CONNECTION,
  RpcClient,
  wrapEvent,
} from '@unitfleet/messaging';
import { askPatiently } from '@unitfleet/messaging/testing';
import { bootService, CLOCK_SUBJECT } from '@unitfleet/service-host';
import { createTestDatabase, eventually, type TestDatabase } from '@unitfleet/testing';
import { jetstream } from '@nats-io/jetstream';
import type { NatsConnection } from '@nats-io/nats-core';
import { DataSource } from 'typeorm';
import type { input as ZodInput, ZodType } from 'zod';
import { hourlySlot } from '../src/domain/hourly-slot';
import { RegistryModule } from '../src/registry.module';
import { registrySettings } from '../src/settings';
import { BuilderPartModule } from './builder-part';
import { UnitsPartModule } from './units-part';

askPatiently();

export const PASSWORD = 'correct-horse';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

/** `registry` on real engines, with played `builder` and `units`. */
export class RegistryRig {
  private constructor(
    private readonly folder: string,
    private readonly engines: RunningEngines,
    private readonly database: TestDatabase,
    readonly connection: NatsConnection,
    private readonly apps: readonly NestFastifyApplication[],
  ) {}

  static async start(overrides: Record<string, string> = {}, processes = 1): Promise<RegistryRig> {
    const folder = await mkdtemp(join(tmpdir(), 'unitfleet-registry-'));
    const options = { dataDir: join(folder, 'engines'), profile: 'ephemeral' as const, env: {} };
    const engines = await startEngines({ engines: ['nats'], ...options });
    const database = await createTestDatabase('registry');
    const environment = {
      NATS_URL: engines.env.NATS_URL,
      DATABASE_URL: database.url,
      PU_MIN_LOG_LEVEL: 'CRITICAL',
      UNITFLEET_TEST_CLOCK: 'true',
      PU_SECRET_KEY: 'a secret of the tests',
      PU_ENCRYPT_KEY: Buffer.alloc(32, 7).toString('base64'),
      PU_STATIC_SALT: 'pepper',
      ...overrides,
    };
    const plain = processSettings.parse(environment);
    const registry = {
      name: 'registry' as const,
      settings: registrySettings,
      module: (own: ReturnType<typeof registrySettings.parse>) => RegistryModule.with(own),
    };
    const apps = [
      await bootService(
        { name: 'builder', settings: processSettings, module: () => BuilderPartModule },
        plain,
      ),
      await bootService({ name: 'units', settings: processSettings, module: () => UnitsPartModule }, plain),
    ];
    for (let index = 0; index < processes; index += 1)
      apps.push(await bootService(registry, registrySettings.parse(environment)));
    const connection = await connectToNats(engines.env.NATS_URL!, 'test');
    const rig = new RegistryRig(folder, engines, database, connection, apps);
    await rig.leaveTheSchedule();
    return rig;
  }

  private clockOffsetMs = 0;

  /**
   * Five minutes past the next hour, with all done that was due by then: so nothing of the schedule comes between while
   * a test runs, but by its own moving of the clock.
   */
  private async leaveTheSchedule(): Promise<void> {
    for (const app of this.apps) await app.get<NatsConnection>(NATS_CONNECTION).flush();
    const calm = (Math.floor(Date.now() / HOUR_MS) + 1) * HOUR_MS + 5 * MINUTE_MS;
    await this.advanceClock(calm - Date.now());
    const minutes = { 'synchronise-registries': 30, 'update-repos': 0, 'forget-sessions': 45 };
    const slots = Object.entries(minutes).map(([name, minute]) => ({ name, slot: hourlySlot(calm, minute) }));
    const done = 'select name from schedules where name = $1 and last_slot = $2 and resume_after is null';
    for (const { name, slot } of slots)
      await eventually(async () => expect(await this.source.query(done, [name, slot])).toHaveLength(1));
  }

  /** The time of the service. */
  now(): number {
    return Date.now() + this.clockOffsetMs;
  }

  async stop(): Promise<void> {
    await this.connection.close();
    for (const app of [...this.apps].reverse()) await app.close();
    await this.database.drop();
    await this.engines.stop();
    await rm(this.folder, { recursive: true, force: true });
  }

  get source(): DataSource {
    return this.apps[2]!.get(DataSource);
  }

  call<Operation extends OperationDefinition>(
    operation: Operation,
    request: OperationRequest<Operation>,
    actor: Actor = PLATFORM,
  ): Promise<OperationResponse<Operation>> {
    return new RpcClient(this.connection, 'gateway-rest').call(operation, request, actor);
  }

  /** Registers a user with the password of all tests. */
  async user(login = `u${randomUUID().slice(0, 12)}`): Promise<UserActor> {
    const { uuid, role } = await this.call(registerUser, { login, password: PASSWORD }, ANONYMOUS);
    return { kind: 'User', uuid, role, login };
  }

  /** Logs in and answers the claims of the token. */
  async logIn(credentials: string, password = PASSWORD, address = '10.0.0.1') {
    const { token } = await this.call(loginUser, { credentials, password, address }, ANONYMOUS);
    const [, payload] = token.split('.');
    return JSON.parse(Buffer.from(payload!, 'base64url').toString()) as {
      uuid: string;
      sid: string;
      type: string;
      exp: number;
    };
  }

  async advanceClock(ms: number): Promise<void> {
    this.connection.publish(CLOCK_SUBJECT, String(ms));
    this.clockOffsetMs += ms;
    await this.connection.flush();
  }

  /** Says as another service that something happened to an aggregate, for the last time. */
  async publish<Schema extends ZodType>(
    event: EventDefinition<Schema>,
    uuid: string,
    data: ZodInput<Schema>,
  ): Promise<void> {
    const envelope = wrapEvent(event, { uuid, version: 1_000 }, data);
    await jetstream(this.connection).publish(eventSubject(event), encodeMessage(envelope), {
      msgID: envelope.id,
    });
  }

  /** Waits for an event of this type about the aggregate. */
  async event(type: string, uuid: string): Promise<Envelope> {
    return eventually(
      async () => (await this.events()).find((e) => e.type === type && e.subject === uuid) ?? null,
    );
  }

  /** Everything that was published so far. */
  async events(): Promise<Envelope[]> {
    const stream = await jetstream(this.connection).streams.get('EVENTS');
    const { state } = await stream.info();
    const found: Envelope[] = [];
    for (let sequence = state.first_seq; sequence <= state.last_seq; sequence += 1) {
      const stored = await stream.getMessage({ seq: sequence });
      if (stored) found.push(decodeMessage(stored.data) as Envelope);
    }
    return found;
  }
}
