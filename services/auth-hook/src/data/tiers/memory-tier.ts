import { LRUCache } from 'lru-cache';
import { ABSENCE_MS, FIRST_VERSION, type Known } from './known';

interface Entry<Document> {
  readonly version: number;
  /** Undefined: from this version on, what is known is not true any more. */
  readonly document: Document | null | undefined;
}

/**
 * What this process knows, by versions: nothing older replaces anything newer, in whatever order answers and events
 * come. Bounded: what was used longest ago goes first.
 */
export class MemoryTier<Document extends object | boolean> {
  private readonly entries: LRUCache<string, Entry<Document>>;
  private emptied = 0;

  /** @param entries 0 remembers changes for the comparison of versions, and nothing else */
  constructor(private readonly size: number) {
    this.entries = new LRUCache({ max: Math.max(size, 1_000) });
  }

  /** Grows whenever everything is forgotten, and with it by what an answer that was asked for before is over. */
  get age(): number {
    return this.emptied;
  }

  /** The newest version that was heard of, whatever is known of it. */
  versionOf(uuid: string): number | undefined {
    return this.entries.peek(uuid)?.version;
  }

  get(uuid: string): Known<Document> | undefined {
    const entry = this.entries.get(uuid);
    return entry?.document === undefined ? undefined : (entry as Known<Document>);
  }

  /** Answers false when something newer is known. */
  put(uuid: string, { version, document }: Known<Document>): boolean {
    const known = this.entries.peek(uuid);
    if (known && known.version > version) return false;
    if (this.size === 0) {
      this.invalidate(uuid, version);
      return true;
    }
    const ttl = document === null && version === FIRST_VERSION ? ABSENCE_MS : 0;
    this.entries.set(uuid, { version, document }, { ttl });
    return true;
  }

  /** From this version on, what is known is not true any more. */
  invalidate(uuid: string, version: number): void {
    const known = this.entries.peek(uuid);
    if (!known || known.version < version) this.entries.set(uuid, { version, document: undefined });
  }

  clear(): void {
    this.emptied += 1;
    this.entries.clear();
  }
}
