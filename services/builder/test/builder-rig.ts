import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Controller, Module } from '@nestjs/common';
import { Payload } from '@nestjs/microservices';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { processSettings } from '@unitfleet/config';
import {
  eventSubject,
  getRegistrySource,
  mirrorFailed,
  mirrorSynced,
  notFound,
  repositoryRegistryDeleted,
  repositoryRegistrySyncRequested,
  type Envelope,
  type EventData,
  type OperationResponse,
} from '@unitfleet/contracts';
import { startEngines, type RunningEngines } from '@unitfleet/local';
import {
  encodeMessage,
  EventPublisher,
  OnEvent,
  RpcClient,
  RpcHandler,
  StreamClient,
  wrapEvent,
} from '@unitfleet/messaging';
import { askPatiently } from '@unitfleet/messaging/testing';
import { bootService } from '@unitfleet/service-host';
import { createTestDatabase, eventually, type TestDatabase } from '@unitfleet/testing';
import { BuilderModule } from '../src/builder.module';
import { builderSettings, type BuilderSettings } from '../src/settings';

askPatiently();

export type Source = OperationResponse<typeof getRegistrySource>;
export type Report = Envelope<EventData<typeof mirrorSynced> | EventData<typeof mirrorFailed>>;

/** `registry` as far as the builder knows it. */
@Controller()
export class RegistryPart {
  static readonly sources = new Map<string, Source>();
  static readonly reports: Report[] = [];

  @RpcHandler(getRegistrySource)
  source(@Payload() request: { uuid: string }): Source {
    const source = RegistryPart.sources.get(request.uuid);
    if (!source) throw notFound('Repository registry', request.uuid);
    return source;
  }

  @OnEvent(mirrorSynced)
  synced(@Payload() report: Report): void {
    RegistryPart.reports.push(report);
  }

  @OnEvent(mirrorFailed)
  failed(@Payload() report: Report): void {
    RegistryPart.reports.push(report);
  }
}

@Module({ controllers: [RegistryPart] })
class RegistryPartModule {}

/** A builder on real engines, with a played registry. */
export class BuilderRig {
  private constructor(
    private readonly engines: RunningEngines,
    private readonly database: TestDatabase,
    private readonly registry: NestFastifyApplication,
    readonly folder: string,
    private readonly overrides: Record<string, string>,
  ) {}

  builder!: NestFastifyApplication;

  static async start(overrides: Record<string, string> = {}): Promise<BuilderRig> {
    const folder = await mkdtemp(join(tmpdir(), 'unitfleet-builder-'));
    const engines = await startEngines({
      engines: ['nats'],
      dataDir: join(folder, 'engines'),
      profile: 'ephemeral',
      env: {},
    });
    const settings = processSettings.parse({ NATS_URL: engines.env.NATS_URL, PU_MIN_LOG_LEVEL: 'CRITICAL' });
    const registry = await bootService(
      { name: 'registry', settings: processSettings, module: () => RegistryPartModule },
      settings,
    );
    const rig = new BuilderRig(engines, await createTestDatabase('builder'), registry, folder, overrides);
    await rig.startBuilder();
    return rig;
  }

  get mirrors(): string {
    return join(this.folder, 'mirrors');
  }

  settings(): BuilderSettings {
    return builderSettings.parse({
      NATS_URL: this.engines.env.NATS_URL,
      DATABASE_URL: this.database.url,
      PU_SAVE_REPO_PATH: this.mirrors,
      PU_MIN_LOG_LEVEL: 'CRITICAL',
      BUILDER_PRIVATE_NETWORKS: 'all',
      PATH: process.env.PATH,
      ...this.overrides,
    });
  }

  async startBuilder(): Promise<void> {
    this.builder = await bootService(
      { name: 'builder', settings: builderSettings, module: (own) => BuilderModule.with(own) },
      this.settings(),
    );
  }

  async stop(): Promise<void> {
    await this.builder.close();
    await this.registry.close();
    await this.database.drop();
    await this.engines.stop();
    await rm(this.folder, { recursive: true, force: true });
  }

  get rpc(): RpcClient {
    return this.registry.get(RpcClient);
  }

  get streams(): StreamClient {
    return this.registry.get(StreamClient);
  }

  /** A registry that the played service knows. */
  register(repositoryUrl: string, more: Partial<Source> = {}): string {
    const uuid = randomUUID();
    const source: Source = { platform: 'Gitlab', repositoryUrl, isPublicRepository: true, credentials: null };
    RegistryPart.sources.set(uuid, { ...source, ...more });
    return uuid;
  }

  async ask(uuid: string, requestId: string = randomUUID()): Promise<string> {
    const data = { uuid, requestId, onBehalfOf: null };
    await this.publish(repositoryRegistrySyncRequested, uuid, data);
    return requestId;
  }

  async tellDeleted(uuid: string): Promise<void> {
    await this.publish(repositoryRegistryDeleted, uuid, { uuid });
  }

  reportsOf(requestId: string): Report[] {
    return RegistryPart.reports.filter(({ data }) => data.requestId === requestId);
  }

  /** Has the registry synchronised and answers what the builder reports. */
  async synchronise(uuid: string): Promise<Report> {
    const requestId = await this.ask(uuid);
    return this.reportOf(requestId);
  }

  reportOf(requestId: string): Promise<Report> {
    return eventually(() => this.reportsOf(requestId)[0] ?? null, { timeoutMs: 150_000 });
  }

  private async publish(
    event: typeof repositoryRegistrySyncRequested | typeof repositoryRegistryDeleted,
    uuid: string,
    data: object,
  ): Promise<void> {
    const envelope = wrapEvent(
      event as typeof repositoryRegistryDeleted,
      { uuid, version: 1 },
      data as never,
    );
    await this.registry.get(EventPublisher).publish({
      id: envelope.id,
      subject: eventSubject(event),
      payload: encodeMessage({ ...envelope, data }),
      headers: {},
    });
  }
}
