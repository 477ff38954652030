import { Injectable } from '@nestjs/common';

/** A connection that is dead is known to be so after 40 s (`connectToNats`). */
const UNNOTICED_MS = 60_000;
const MOST = 50_000;

/**
 * Units that were just allowed to use a node of another, by what this process knew. When it comes out that it has not
 * heard of changes for a while, the broker must ask about them again: it has been told to forget before it was answered.
 */
@Injectable()
export class RecentGrants {
  /** When each was allowed, the longest ago first. */
  private readonly units = new Map<string, number>();
  private isHolding = false;

  /** @param now milliseconds that never go back */
  note(unitUuid: string, now: number): void {
    this.units.delete(unitUuid);
    this.units.set(unitUuid, now);
    for (const [oldest, at] of this.units) {
      const isNeeded = this.isHolding || at > now - UNNOTICED_MS;
      if (isNeeded && this.units.size <= MOST) break;
      this.units.delete(oldest);
    }
  }

  /** Changes may not have been heard of for some time: none of the last is to be forgotten from now on. */
  hold(): void {
    this.isHolding = true;
  }

  /** Changes are heard of again: who was allowed something meanwhile. */
  release(): string[] {
    this.isHolding = false;
    return [...this.units.keys()];
  }
}
