import type { NodeSight } from '@unitfleet/contracts';
import { LRUCache } from 'lru-cache';
import type { SharedStore } from './tiers/shared-store';
import { SUPERSEDED } from './tiers/redis-scripts';
import { EPOCH_KEY, KEPT_MS } from './tiers/redis-tier';

interface Entry {
  readonly accessVersion: number;
  readonly sight: NodeSight;
}

/** Of one Unit; beyond them its questions go to the owner. */
const SIGHTS_PER_UNIT = 1_000;
const NOTHING_ELSE = 2;

const encode = ({ nodeVersion, isGranted, gracedUntil, isNoted }: NodeSight): string =>
  JSON.stringify([nodeVersion, isGranted, gracedUntil?.getTime() ?? null, isNoted]);

const decode = (nodeUuid: string, text: string): NodeSight => {
  const [nodeVersion, isGranted, until, isNoted] = JSON.parse(text) as [
    number,
    boolean,
    number | null,
    boolean,
  ];
  return { nodeUuid, nodeVersion, isGranted, gracedUntil: until === null ? null : new Date(until), isNoted };
};

const fieldOf = (nodeUuid: string): string => `n:${nodeUuid}`;

/**
 * How Units stand to nodes of others. A sight holds as long as the Unit's access has the version that it was told with:
 * it is kept beside the Unit and goes with any newer version.
 */
export class KnownSights {
  private readonly entries: LRUCache<string, Entry> | null;

  constructor(
    size: number,
    private readonly store: SharedStore,
    private readonly keyOf: (unitUuid: string) => string,
    private readonly isCurrent: () => boolean,
  ) {
    this.entries = size > 0 ? new LRUCache({ max: size }) : null;
  }

  /** Undefined where the owner must be asked. @param accessVersion the Unit's, as it is known */
  async find(unitUuid: string, nodeUuid: string, accessVersion: number): Promise<NodeSight | undefined> {
    if (!this.isCurrent()) return undefined;
    const known = this.entries?.get(unitUuid + nodeUuid);
    if (known && known.accessVersion >= accessVersion) return known.sight;
    const stored = await this.store.attempt(() =>
      this.store.redis.hmget(this.keyOf(unitUuid), 'version', fieldOf(nodeUuid)),
    );
    const [version, text] = stored ?? [];
    if (!version || !text || Number(version) < accessVersion) return undefined;
    const sight = decode(nodeUuid, text);
    this.entries?.set(unitUuid + nodeUuid, { accessVersion: Number(version), sight });
    return sight;
  }

  /** Takes over what the owner has said. */
  async offer(unitUuid: string, sight: NodeSight, accessVersion: number, epoch: string): Promise<void> {
    const isNewest = await this.store.attempt(() =>
      this.write(this.store.redis, unitUuid, sight, accessVersion, epoch),
    );
    if (isNewest !== SUPERSEDED) this.entries?.set(unitUuid + sight.nodeUuid, { accessVersion, sight });
  }

  /** Writes with whatever takes commands. */
  write<Target extends Pick<SharedStore['redis'], 'hookPutSight'>>(
    target: Target,
    unitUuid: string,
    sight: NodeSight,
    accessVersion: number,
    epoch: string,
  ) {
    return target.hookPutSight(
      this.keyOf(unitUuid),
      EPOCH_KEY,
      accessVersion,
      fieldOf(sight.nodeUuid),
      encode(sight),
      SIGHTS_PER_UNIT + NOTHING_ELSE,
      KEPT_MS,
      epoch,
    );
  }

  clear(): void {
    this.entries?.clear();
  }
}
