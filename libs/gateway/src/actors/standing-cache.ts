import { LRUCache } from 'lru-cache';

interface CacheLimits {
  readonly entries: number;
  readonly lifetimeMs: number;
}

/**
 * Remembers for a short time what an owner said of an agent. An answer that was under way while something was dropped
 * is handed out but not kept: it may be older than what dropped it.
 */
export class StandingCache<Standing extends object> {
  private readonly known: LRUCache<string, Standing>;
  private readonly pending = new Map<string, Promise<Standing>>();
  private drops = 0;

  constructor({ entries, lifetimeMs }: CacheLimits) {
    this.known = new LRUCache({ max: entries, ttl: lifetimeMs });
  }

  /** The remembered standing, or a fresh one; callers at the same time share one question. Errors are not kept. */
  async get(key: string, ask: () => Promise<Standing>): Promise<Standing> {
    const known = this.known.get(key);
    if (known) return known;
    const underWay = this.pending.get(key);
    if (underWay) return underWay;
    const question = this.fetch(key, ask);
    this.pending.set(key, question);
    const settle = () => {
      if (this.pending.get(key) === question) this.pending.delete(key);
    };
    question.then(settle, settle);
    return question;
  }

  /** Forgets every standing that the predicate picks. */
  drop(isConcerned: (key: string, standing: Standing) => boolean): void {
    this.drops += 1;
    this.pending.clear();
    for (const [key, standing] of [...this.known.entries()])
      if (isConcerned(key, standing)) this.known.delete(key);
  }

  private async fetch(key: string, ask: () => Promise<Standing>): Promise<Standing> {
    const dropsBefore = this.drops;
    const standing = await ask();
    if (this.drops === dropsBefore) this.known.set(key, standing);
    return standing;
  }
}
