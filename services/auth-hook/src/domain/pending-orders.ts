export interface PendingLimits {
  /** How long an order is worth carrying out, in milliseconds. */
  readonly lifeMs: number;
  /** Units that may wait; the oldest give way. */
  readonly most: number;
}

/** Orders about Units that have not been carried out yet; one that is given twice meanwhile is carried out once. */
export class PendingOrders {
  /** Until when each is worth it; who has waited longest comes first. */
  private readonly units = new Map<string, number>();

  constructor(private readonly limits: PendingLimits) {}

  get size(): number {
    return this.units.size;
  }

  /** @param now milliseconds that never go back */
  add(unitUuids: readonly string[], now: number): void {
    this.giveBack(unitUuids.map((unitUuid) => [unitUuid, now + this.limits.lifeMs]));
  }

  /** The first ones, who do not wait any more; an order that is given meanwhile is a new one. */
  take(count: number, now: number): [unitUuid: string, until: number][] {
    const taken: [string, number][] = [];
    for (const [unitUuid, until] of this.units) {
      if (taken.length === count) break;
      this.units.delete(unitUuid);
      if (until > now) taken.push([unitUuid, until]);
    }
    return taken;
  }

  /** They were not carried out: behind all others they wait again. */
  giveBack(taken: readonly (readonly [unitUuid: string, until: number])[]): void {
    for (const [unitUuid, until] of taken) {
      const latest = Math.max(this.units.get(unitUuid) ?? 0, until);
      this.units.delete(unitUuid);
      this.units.set(unitUuid, latest);
      if (this.units.size > this.limits.most) this.units.delete(this.units.keys().next().value!);
    }
  }
}
