const MOST = 100_000;

interface Admission {
  readonly creatorUuid: string;
  readonly at: number;
}

/**
 * Who was let in a moment ago. A block ends the connections that the broker has; one that was admitted before this
 * process heard of the block may reach the broker after that.
 */
export class RecentAdmissions {
  private readonly admissions = new Map<string, Admission>();

  /** @param memoryMs how long an admission may be on its way to the broker */
  constructor(private readonly memoryMs: number) {}

  /** @param now milliseconds that never go back */
  note(unitUuid: string, creatorUuid: string, now: number): void {
    this.admissions.delete(unitUuid);
    this.admissions.set(unitUuid, { creatorUuid, at: now });
    for (const [oldest, { at }] of this.admissions) {
      if (at > now - this.memoryMs && this.admissions.size <= MOST) break;
      this.admissions.delete(oldest);
    }
  }

  has(unitUuid: string, now: number): boolean {
    const admission = this.admissions.get(unitUuid);
    return admission !== undefined && admission.at > now - this.memoryMs;
  }

  /** Units of a user. */
  of(creatorUuid: string, now: number): string[] {
    return [...this.admissions]
      .filter(([, admission]) => admission.creatorUuid === creatorUuid && admission.at > now - this.memoryMs)
      .map(([unitUuid]) => unitUuid);
  }
}
