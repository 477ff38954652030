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

const LIFETIME_MS = 5_000;

/**
 * The instance counters, remembered for some seconds in the process. Who may read them depends on the kind of agent
 * alone, so each kind has its own memory: nobody gets from it what the owners would refuse (10B.20).
 */
export class InstanceCounters {
  private readonly counts = new LRUCache<Actor['kind'], Promise<InstanceCount>>({
    max: 10,
    ttl: LIFETIME_MS,
  });

  constructor(private readonly rpc: RpcClient) {}

  /** @throws DomainError of the owners. */
  read(actor: Actor): Promise<InstanceCount> {
    const known = this.counts.get(actor.kind);
    if (known) return known;
    const question = this.ask(actor);
    this.counts.set(actor.kind, question);
    question.catch(() => this.counts.delete(actor.kind));
    return question;
  }

  private async ask(actor: Actor): Promise<InstanceCount> {
    const [registry, units] = await Promise.all([
      this.rpc.call(countRegistryEntities, {}, actor),
      this.rpc.call(countUnitEntities, {}, actor),
    ]);
    return { ...registry, ...units };
  }
}
