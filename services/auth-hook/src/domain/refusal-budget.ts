export interface BudgetLimits {
  /** One report of the same kind within this time, in milliseconds. */
  readonly everyMs: number;
  /** Reports of all kinds within a second. */
  readonly perSecond: number;
}

const KINDS = 10_000;
const SECOND_MS = 1_000;

/** Lets through the first of many reports that say the same, so that a flood of refusals reaches neither log nor stream. */
export class RefusalBudget {
  /** When each kind was told of, the longest ago first. */
  private readonly told = new Map<string, number>();
  private second = 0;
  private left = 0;

  constructor(private readonly limits: BudgetLimits) {}

  /** @param now milliseconds that never go back */
  admits(kind: string, now: number): boolean {
    const last = this.told.get(kind);
    if (last !== undefined && last > now - this.limits.everyMs) return false;
    const second = Math.floor(now / SECOND_MS);
    if (second !== this.second) {
      this.second = second;
      this.left = this.limits.perSecond;
    }
    if (this.left === 0) return false;
    this.left -= 1;
    this.told.delete(kind);
    this.told.set(kind, now);
    if (this.told.size > KINDS) this.told.delete(this.told.keys().next().value!);
    return true;
  }
}
