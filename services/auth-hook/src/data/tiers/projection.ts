import { DomainError } from '@unitfleet/contracts';
import type { Known } from './known';
import type { MemoryTier } from './memory-tier';
import { ANY_EPOCH, type RedisTier } from './redis-tier';
import type { SharedStore } from './shared-store';

/** Where an answer came from. */
export type Source = 'memory' | 'redis' | 'owner';

/** An answer of an owner that events overtake is asked for again; more often than this is no coincidence. */
const ATTEMPTS = 4;

/**
 * One kind of aggregate: memory in front of Redis in front of its owner. An answer that an event has overtaken is asked
 * for again, so that nothing is decided by what is known to be over.
 */
export class Projection<Document extends object | boolean> {
  private readonly underWay = new Map<string, Promise<Known<Document> | undefined>>();

  constructor(
    readonly memory: MemoryTier<Document>,
    readonly shared: RedisTier<Document>,
    private readonly store: SharedStore,
    private readonly isCurrent: () => boolean,
    private readonly found: (source: Source) => void,
  ) {}

  /** What needs no waiting. */
  peek(uuid: string): Known<Document> | undefined {
    const known = this.isCurrent() ? this.memory.get(uuid) : undefined;
    if (known) this.found('memory');
    return known;
  }

  /**
   * @param ask the owner; `Unavailable` when it is silent
   * @throws DomainError `Unavailable` when nobody can tell
   */
  async find(uuid: string, ask: () => Promise<Known<Document>>): Promise<Known<Document>> {
    for (let attempt = 1; attempt <= ATTEMPTS; attempt += 1) {
      const known = this.peek(uuid) ?? (await this.fetchOnce(uuid, ask));
      if (known) return known;
    }
    throw new DomainError('Unavailable', 'what is known changes faster than it can be asked for');
  }

  /**
   * Takes over what an owner has said. Answers false when that is over already.
   *
   * @param age of the memory when the owner was asked
   */
  async offer(uuid: string, known: Known<Document>, epoch: string, age: number): Promise<boolean> {
    if (age !== this.memory.age) return false;
    const isNewest = await this.store.attempt(() => this.shared.put(uuid, known, epoch));
    return isNewest !== false && age === this.memory.age && this.memory.put(uuid, known);
  }

  /** Whether a newer version has been heard of. */
  isOver(uuid: string, version: number): boolean {
    return (this.memory.versionOf(uuid) ?? version) > version;
  }

  /** Of a change that was told of, in this process. */
  change(uuid: string, version: number, document: Document | null | undefined): void {
    if (document === undefined) this.memory.invalidate(uuid, version);
    else this.memory.put(uuid, { version, document });
  }

  /** The same for all replicas. */
  async changeShared(uuid: string, version: number, document: Document | null | undefined): Promise<void> {
    if (document === undefined) await this.shared.invalidate(uuid, version);
    else await this.shared.put(uuid, { version, document }, ANY_EPOCH);
  }

  /** Whoever asks the same meanwhile gets the same answer. */
  private fetchOnce(uuid: string, ask: () => Promise<Known<Document>>): Promise<Known<Document> | undefined> {
    const running = this.underWay.get(uuid);
    if (running) return running;
    const fetching = this.fetch(uuid, ask).finally(() => this.underWay.delete(uuid));
    this.underWay.set(uuid, fetching);
    return fetching;
  }

  /** Undefined when the answer was overtaken. */
  private async fetch(
    uuid: string,
    ask: () => Promise<Known<Document>>,
  ): Promise<Known<Document> | undefined> {
    const { age } = this.memory;
    const stored = this.isCurrent() ? await this.store.attempt(() => this.shared.get(uuid)) : undefined;
    if (stored?.known && age === this.memory.age && this.memory.put(uuid, stored.known)) {
      this.found('redis');
      return stored.known;
    }
    const answer = await ask();
    this.found('owner');
    return (await this.offer(uuid, answer, stored?.epoch ?? '', age)) ? answer : undefined;
  }
}
