import { isDomainError } from '@unitfleet/contracts';
import { LRUCache } from 'lru-cache';

/** Somebody who sees something as long as its owner agrees. */
export interface Guarded {
  /** What it watches, who watches, and the Units whose changes of access concern it. */
  readonly keys: ReadonlySet<string>;
  /** Asks the owner again. @throws DomainError what the owner answers. */
  recheck(): Promise<void>;
  finish(error: unknown): void;
}

export interface AccessWatchOptions {
  /** Time between two looks at everybody, in ms: for events that were missed. */
  readonly everyMs: number;
  readonly onUnexpected: (error: unknown) => void;
}

const CONCURRENT_CHECKS = 8;
const RETRY_MS = 1_000;
/** Nobody goes on watching for longer than this without its owner's consent. */
const PATIENCE_MS = 60_000;
/** Changes are remembered for as long as an owner's answer may be under way. */
const REMEMBERED_KEYS = 10_000;

/** Asks owners anew when access may have changed, and now and then. */
export class AccessWatch {
  private readonly all = new Map<Guarded, { agreedAt: number }>();
  private readonly byKey = new Map<string, Set<Guarded>>();
  private readonly waiting = new Set<Guarded>();
  private readonly running = new Set<Guarded>();
  private readonly changedAt = new LRUCache<string, number>({ max: REMEMBERED_KEYS });
  private changes = 0;
  private readonly timer: NodeJS.Timeout;
  private readonly retries = new Set<NodeJS.Timeout>();

  constructor(private readonly options: AccessWatchOptions) {
    this.timer = setInterval(() => this.everybody(), options.everyMs);
    this.timer.unref();
  }

  stop(): void {
    clearInterval(this.timer);
    for (const retry of this.retries) clearTimeout(retry);
    this.waiting.clear();
  }

  add(guarded: Guarded): void {
    this.all.set(guarded, { agreedAt: performance.now() });
    this.index(guarded);
  }

  remove(guarded: Guarded): void {
    this.all.delete(guarded);
    this.waiting.delete(guarded);
    this.unindex(guarded);
  }

  /** To be taken before an owner is asked: what changes from here on may be missing in its answer. */
  get moment(): number {
    return this.changes;
  }

  /** Changes the keys of somebody who is being watched over, by an answer that was asked for at a `moment`. */
  rekey(guarded: Guarded, askedAt: number, change: () => void): void {
    this.unindex(guarded);
    change();
    if (!this.all.has(guarded)) return;
    this.index(guarded);
    const isStale = [...guarded.keys].some((key) => (this.changedAt.get(key) ?? 0) > askedAt);
    if (!isStale) return;
    this.waiting.add(guarded);
    this.advance();
  }

  /** Access to these may have changed. */
  concern(keys: Iterable<string>): void {
    this.changes += 1;
    for (const key of keys) {
      this.changedAt.set(key, this.changes);
      for (const guarded of this.byKey.get(key) ?? []) this.waiting.add(guarded);
    }
    this.advance();
  }

  /** Access to anything may have changed. */
  everybody(): void {
    for (const guarded of this.all.keys()) this.waiting.add(guarded);
    this.advance();
  }

  private index(guarded: Guarded): void {
    for (const key of guarded.keys)
      this.byKey.set(key, (this.byKey.get(key) ?? new Set<Guarded>()).add(guarded));
  }

  private unindex(guarded: Guarded): void {
    for (const key of guarded.keys) {
      const concerned = this.byKey.get(key);
      concerned?.delete(guarded);
      if (concerned?.size === 0) this.byKey.delete(key);
    }
  }

  private advance(): void {
    for (const guarded of this.waiting) {
      if (this.running.size >= CONCURRENT_CHECKS) return;
      // What happened during a check may have come too late for it: it waits for its turn after that.
      if (this.running.has(guarded)) continue;
      this.waiting.delete(guarded);
      this.running.add(guarded);
      void this.check(guarded).finally(() => {
        this.running.delete(guarded);
        this.advance();
      });
    }
  }

  private async check(guarded: Guarded): Promise<void> {
    const known = this.all.get(guarded);
    if (!known) return;
    try {
      await guarded.recheck();
      known.agreedAt = performance.now();
    } catch (error) {
      const isPassing = isDomainError(error) && error.errorCode === 'Unavailable';
      if (!isDomainError(error)) this.options.onUnexpected(error);
      if (isPassing && performance.now() - known.agreedAt < PATIENCE_MS) this.retry(guarded);
      else guarded.finish(error);
    }
  }

  private retry(guarded: Guarded): void {
    const retry = setTimeout(() => {
      this.retries.delete(retry);
      if (this.all.has(guarded)) this.waiting.add(guarded);
      this.advance();
    }, RETRY_MS);
    retry.unref();
    this.retries.add(retry);
  }
}
