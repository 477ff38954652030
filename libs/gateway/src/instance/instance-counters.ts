import {
  countRegistryEntities,
  countUnitEntities,
  type Actor,
  type OperationResponse,
} from '@unitfleet/contracts';
import { RpcClient } from '@unitfleet/messaging';
import { LRUCache } from 'lru-cache';

/** How many of everything the instance has (`docs/protocol/rest-graphql.md 5.2`). */
export type InstanceCount = OperationResponse<typeof countRegistryEntities> &
  OperationResponse<typeof countUnitEntities>;

/** An answer of this age is good; one that is older is handed out once more while a new one is asked for. */
const FRESH_MS = 5_000;
const LIFETIME_MS = 30_000;

interface KnownCount {
  readonly count: Promise<InstanceCount>;
  freshUntil: number;
}

/**
 * The instance counters, remembered for some seconds in the process. Who may read them depends on the kind of agent
 * alone, so each kind has its own memory: nobody gets from it what the owners would refuse (10B.20).
 */
export class InstanceCounters {
  private readonly counts = new LRUCache<Actor['kind'], KnownCount>({ max: 10, ttl: LIFETIME_MS });

  constructor(private readonly rpc: RpcClient) {}

  /** @throws DomainError of the owners. */
  read(actor: Actor): Promise<InstanceCount> {
    const known = this.counts.get(actor.kind);
    if (!known) return this.refresh(actor);
    if (known.freshUntil <= performance.now()) {
      known.freshUntil = Infinity;
      void this.replace(actor, known);
    }
    return known.count;
  }

  private refresh(actor: Actor): Promise<InstanceCount> {
    const entry = { count: this.ask(actor), freshUntil: performance.now() + FRESH_MS };
    this.counts.set(actor.kind, entry);
    entry.count.catch(() => this.forget(actor, entry));
    return entry.count;
  }

  /** Nobody waits for it; when the owners refuse or are silent, the next who asks hears so. */
  private async replace(actor: Actor, old: KnownCount): Promise<void> {
    try {
      const count = await this.ask(actor);
      this.counts.set(actor.kind, {
        count: Promise.resolve(count),
        freshUntil: performance.now() + FRESH_MS,
      });
    } catch {
      this.forget(actor, old);
    }
  }

  private forget(actor: Actor, entry: KnownCount): void {
    if (this.counts.peek(actor.kind) === entry) this.counts.delete(actor.kind);
  }

  private async ask(actor: Actor): Promise<InstanceCount> {
    const [registry, units] = await Promise.all([
      this.rpc.call(countRegistryEntities, {}, actor),
      this.rpc.call(countUnitEntities, {}, actor),
    ]);
    return { ...registry, ...units };
  }
}
