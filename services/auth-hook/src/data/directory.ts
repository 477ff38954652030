import { Inject, Injectable } from '@nestjs/common';
import {
  getDeviceAccess,
  getNodeAccess,
  getUserStandings,
  PLATFORM,
  type NodeAccess,
  type NodeSight,
} from '@unitfleet/contracts';
import { RpcClient } from '@unitfleet/messaging';
import type { KnownNode } from '../domain/node-use';
import type { ProjectedChange } from '../domain/projected-change';
import { SETTINGS, type Settings } from '../settings';
import { deviceCodec, knownDevice, type KnownDevice } from './known-device';
import { KnownSights } from './known-sights';
import { DecisionMetrics } from './decision-metrics';
import { FIRST_VERSION, type Known } from './tiers/known';
import { MemoryTier } from './tiers/memory-tier';
import { Projection, type Source } from './tiers/projection';
import { EPOCH_KEY, RedisTier } from './tiers/redis-tier';
import { SharedStore } from './tiers/shared-store';

/** A node, which may not be there, and how a Unit stands to it where that matters. */
export interface NodeAnswer {
  readonly node: KnownNode | null;
  readonly sight: NodeSight | null;
}

/** Who may do what at the broker: a projection of what `units` and `registry` own, asked of them where it has gaps. */
@Injectable()
export class Directory {
  readonly devices: Projection<KnownDevice>;
  readonly nodes: Projection<NodeAccess>;
  /** Whether users are blocked. */
  readonly users: Projection<boolean>;
  readonly sights: KnownSights;
  private isHearing = false;

  constructor(
    private readonly store: SharedStore,
    private readonly rpc: RpcClient,
    private readonly metrics: DecisionMetrics,
    @Inject(SETTINGS) { DECISION_CACHE_ENTRIES: size }: Settings,
  ) {
    const isCurrent = () => this.isHearing;
    const build = <Document extends object | boolean>(kind: string, tier: RedisTier<Document>) =>
      new Projection(new MemoryTier<Document>(size), tier, store, isCurrent, (source) =>
        this.found(kind, source),
      );
    const { redis } = store;
    this.devices = build('device', new RedisTier(redis, 'device', deviceCodec));
    this.nodes = build(
      'node',
      new RedisTier<NodeAccess>(redis, 'node', { encode: JSON.stringify, decode: JSON.parse }),
    );
    this.users = build(
      'user',
      new RedisTier(redis, 'user', { encode: String, decode: (text) => text === 'true' }),
    );
    this.sights = new KnownSights(size, store, (unit) => this.devices.shared.key(unit), isCurrent);
  }

  /** Changes are heard from now on, or not any more: then nothing but the owners' word counts. */
  hear(isHearing: boolean): void {
    this.isHearing = isHearing;
  }

  /** What was remembered may be over: changes have been missed. */
  forget(): void {
    for (const { memory } of [this.devices, this.nodes, this.users]) memory.clear();
    this.sights.clear();
  }

  /** @throws DomainError `Unavailable` when nobody can tell. */
  async device(unitUuid: string): Promise<Known<KnownDevice>> {
    return this.devices.find(unitUuid, async () => {
      const access = await this.rpc.call(getDeviceAccess, { unitUuid }, PLATFORM);
      if (!access) return { version: FIRST_VERSION, document: null };
      return { version: access.accessVersion, document: knownDevice(access) };
    });
  }

  /** Takes a change in, in this process. */
  change(change: ProjectedChange): void {
    const { uuid, version } = change;
    if (change.of === 'device') this.devices.change(uuid, version, change.document);
    else if (change.of === 'node') this.nodes.change(uuid, version, change.document);
    else this.users.change(uuid, version, change.document);
  }

  /** The same for all replicas; fails while Redis is away. */
  async changeShared(change: ProjectedChange): Promise<void> {
    const { uuid, version } = change;
    if (change.of === 'device') await this.devices.changeShared(uuid, version, change.document);
    else if (change.of === 'node') await this.nodes.changeShared(uuid, version, change.document);
    else await this.users.changeShared(uuid, version, change.document);
  }

  /**
   * Whether this is a Unit as far as the projection knows; its owner is asked only while there is none.
   *
   * @throws DomainError `Unavailable` when nobody can tell.
   */
  async isKnownDevice(uuid: string): Promise<boolean> {
    const known = this.devices.peek(uuid);
    if (known) return known.document !== null;
    const stored = await this.store.attempt(() => this.devices.shared.get(uuid));
    if (stored === undefined) return (await this.device(uuid)).document !== null;
    return stored.known?.document != null;
  }

  /** True also of a user who does not exist. @throws DomainError `Unavailable` when nobody can tell. */
  async isBlocked(userUuid: string): Promise<boolean> {
    const { document } = await this.users.find(userUuid, async () => {
      const { users } = await this.rpc.call(getUserStandings, { uuids: [userUuid] }, PLATFORM);
      const [user] = users;
      return user
        ? { version: user.version, document: user.isBlocked }
        : { version: FIRST_VERSION, document: null };
    });
    return document ?? true;
  }

  /**
   * A node alone, which is all that matters where it is the Unit's own or not there.
   *
   * @param unitUuid who asks; null for the platform
   * @throws DomainError `Unavailable` when nobody can tell.
   */
  async node(unitUuid: string | null, nodeUuid: string): Promise<KnownNode | null> {
    const known = await this.nodes.find(nodeUuid, async () => {
      const { node } = await this.askNode(unitUuid, nodeUuid);
      if (!node) return { version: FIRST_VERSION, document: null };
      return { version: node.version, document: node.access };
    });
    return known.document && { version: known.version, access: known.document };
  }

  /** How a Unit stands to a node of another. @throws DomainError `Unavailable` when nobody can tell. */
  async sight(unitUuid: string, nodeUuid: string, accessVersion: number): Promise<NodeSight | null> {
    const known = await this.sights.find(unitUuid, nodeUuid, accessVersion);
    if (known) this.found('sight', 'projection');
    return known ?? (await this.askAbout(unitUuid, nodeUuid)).sight;
  }

  /** A Unit that is gone is told nothing, which says nothing about the node. */
  private async askNode(unitUuid: string | null, nodeUuid: string): Promise<NodeAnswer> {
    const answer = await this.askAbout(unitUuid, nodeUuid);
    const isUnitGone = unitUuid !== null && answer.sight === null;
    return isUnitGone ? this.askAbout(null, nodeUuid) : answer;
  }

  /** Asks the owner whatever is known. @throws DomainError `Unavailable` */
  async askAbout(unitUuid: string | null, nodeUuid: string): Promise<NodeAnswer> {
    const { age } = this.nodes.memory;
    const epoch = (await this.store.attempt(() => this.store.redis.get(EPOCH_KEY))) ?? '';
    const answer = await this.rpc.call(getNodeAccess, { unitUuid, nodeUuid }, PLATFORM);
    this.found('sight', 'owner');
    if (!answer) return { node: null, sight: null };
    const { node, sight, accessVersion } = answer;
    if (sight && unitUuid && node && node.unitUuid !== unitUuid)
      await this.sights.offer(unitUuid, sight, accessVersion, epoch);
    if (!node) return { node: null, sight };
    const { version, ...access } = node;
    await this.nodes.offer(nodeUuid, { version, document: access }, epoch, age);
    return { node: { version, access }, sight };
  }

  private found(kind: string, source: Source | 'projection'): void {
    this.metrics.lookedUp(kind, source);
  }
}
