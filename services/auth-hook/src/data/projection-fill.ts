import { jetstreamManager } from '@nats-io/jetstream';
import { Inject, Injectable } from '@nestjs/common';
import type { NatsConnection } from '@nats-io/nats-core';
import { getUserStandings, listDeviceAccess, listNodeAccess, PLATFORM } from '@unitfleet/contracts';
import { NATS_CONNECTION, RpcClient, StreamTail, unwrap } from '@unitfleet/messaging';
import { LOGGER, type Logger } from '@unitfleet/observability';
import type { ChainableCommander } from 'ioredis';
import { readerOf, type ProjectedChange } from '../domain/projected-change';
import { Directory } from './directory';
import { knownDevice } from './known-device';
import { SharedStore } from './tiers/shared-store';

const UNITS_PER_PAGE = 500;
const NODES_PER_PAGE = 2_000;
const STREAM = 'EVENTS';

export interface FillReport {
  readonly units: number;
  readonly nodes: number;
  readonly users: number;
  /** Events that came while the pages were read. */
  readonly events: number;
}

/** Fills the projection from pages of its owners and the events after their position; by version, as everything is. */
@Injectable()
export class ProjectionFill {
  constructor(
    private readonly directory: Directory,
    private readonly store: SharedStore,
    private readonly rpc: RpcClient,
    @Inject(NATS_CONNECTION) private readonly connection: NatsConnection,
    @Inject(LOGGER) private readonly log: Logger,
  ) {}

  /** @param onPage called after each page. @throws DomainError `Unavailable` when an owner is silent */
  async run(epoch: string, onPage: () => Promise<void>): Promise<FillReport> {
    const position = await this.lastEvent();
    const users = new Set<string>();
    const units = await this.fillUnits(epoch, users, onPage);
    const nodes = await this.fillNodes(epoch, onPage);
    return { units, nodes, users: users.size, events: await this.replayAfter(position) };
  }

  private async fillUnits(epoch: string, users: Set<string>, onPage: () => Promise<void>): Promise<number> {
    let count = 0;
    for (let after: string | null = null; ;) {
      const { units }: Awaited<ReturnType<typeof this.unitsPage>> = await this.unitsPage(after);
      await this.fillUsers(epoch, users, [...new Set(units.map(({ creatorUuid }) => creatorUuid))]);
      await this.send((pipeline) => {
        for (const { sights, ...access } of units) {
          const { unitUuid, accessVersion } = access;
          const known = { version: accessVersion, document: knownDevice(access) };
          this.directory.devices.shared.putWith(pipeline, unitUuid, known, epoch);
          for (const sight of sights)
            void this.directory.sights.write(pipeline as never, unitUuid, sight, accessVersion, epoch);
        }
      });
      count += units.length;
      await onPage();
      if (units.length < UNITS_PER_PAGE) return count;
      after = units.at(-1)!.unitUuid;
    }
  }

  private unitsPage(after: string | null) {
    return this.rpc.call(listDeviceAccess, { after, limit: UNITS_PER_PAGE }, PLATFORM);
  }

  private async fillUsers(epoch: string, known: Set<string>, uuids: readonly string[]): Promise<void> {
    const missing = uuids.filter((uuid) => !known.has(uuid));
    if (missing.length === 0) return;
    const { users } = await this.rpc.call(getUserStandings, { uuids: missing }, PLATFORM);
    await this.send((pipeline) => {
      for (const { uuid, isBlocked, version } of users) {
        const standing = { version, document: isBlocked };
        this.directory.users.shared.putWith(pipeline, uuid, standing, epoch);
      }
    });
    for (const uuid of missing) known.add(uuid);
  }

  private async fillNodes(epoch: string, onPage: () => Promise<void>): Promise<number> {
    let count = 0;
    for (let after: string | null = null; ;) {
      const { nodes }: Awaited<ReturnType<typeof this.nodesPage>> = await this.nodesPage(after);
      await this.send((pipeline) => {
        for (const { version, ...document } of nodes)
          this.directory.nodes.shared.putWith(pipeline, document.uuid, { version, document }, epoch);
      });
      count += nodes.length;
      await onPage();
      if (nodes.length < NODES_PER_PAGE) return count;
      after = nodes.at(-1)!.uuid;
    }
  }

  private nodesPage(after: string | null) {
    return this.rpc.call(listNodeAccess, { after, limit: NODES_PER_PAGE }, PLATFORM);
  }

  private async send(write: (pipeline: ChainableCommander) => void): Promise<void> {
    const pipeline = this.store.redis.pipeline();
    write(pipeline);
    const failed = (await pipeline.exec())?.find(([error]) => error);
    if (failed?.[0]) throw failed[0];
  }

  private async lastEvent(): Promise<number> {
    const manager = await jetstreamManager(this.connection);
    return (await manager.streams.info(STREAM)).state.last_seq;
  }

  private async replayAfter(position: number): Promise<number> {
    const changes: ProjectedChange[] = [];
    const tail = new StreamTail(this.connection, STREAM, this.log, {
      lookBack: (await this.lastEvent()) - position,
      onMessage: ({ subject, data }) => {
        const reader = readerOf(subject);
        if (reader) changes.push(reader.read(unwrap(data, reader.event.schema)));
      },
      onGap: () => undefined,
    });
    await tail.start();
    await tail.stop();
    for (const change of changes) await this.directory.changeShared(change);
    return changes.length;
  }
}
