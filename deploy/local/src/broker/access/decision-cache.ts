interface Entry {
  readonly allowed: boolean;
  readonly until: number;
}

/** The hook's last decisions for one connection; the oldest goes first (docs/protocol/emqx.md, "HTTP authorisation"). */
export class DecisionCache {
  /** Grows with every `clear`. */
  generation = 0;
  private readonly entries = new Map<string, Entry>();

  constructor(
    private readonly size: number,
    private readonly ttlMs: number,
  ) {}

  get(key: string): boolean | undefined {
    const entry = this.entries.get(key);
    if (!entry) return undefined;
    if (entry.until > Date.now()) return entry.allowed;
    this.entries.delete(key);
    return undefined;
  }

  set(key: string, allowed: boolean): void {
    if (this.size === 0) return;
    this.entries.delete(key);
    for (const oldest of this.entries.keys()) {
      if (this.entries.size < this.size) break;
      this.entries.delete(oldest);
    }
    this.entries.set(key, { allowed, until: Date.now() + this.ttlMs });
  }

  clear(): void {
    this.generation++;
    this.entries.clear();
  }
}
