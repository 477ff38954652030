import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { RecentAdmissions } from '../domain/recent-admissions';
import { BrokerOrders } from './broker-orders';

/** Longer than a device takes from the answer to its CONNECT until the broker lists it. */
const ON_THEIR_WAY_MS = 10_000;
/** The first kick may come before the broker knows the connection; one under a storm of connects takes seconds to. */
const FURTHER_KICKS_MS = [700, 5_000];

/** Ends connections of those that this process let in just before it heard that they may not. */
@Injectable()
export class LateAdmissions implements OnApplicationShutdown {
  private readonly recent = new RecentAdmissions(ON_THEIR_WAY_MS);
  private readonly timers = new Set<NodeJS.Timeout>();

  constructor(private readonly broker: BrokerOrders) {}

  note(unitUuid: string, creatorUuid: string): void {
    this.recent.note(unitUuid, creatorUuid, performance.now());
  }

  /** The owner of these was blocked. */
  revokeOf(creatorUuid: string): void {
    this.end(this.recent.of(creatorUuid, performance.now()));
  }

  /** The Unit is gone. */
  revoke(unitUuid: string): void {
    if (this.recent.has(unitUuid, performance.now())) this.end([unitUuid]);
  }

  onApplicationShutdown(): void {
    for (const timer of this.timers) clearTimeout(timer);
  }

  private end(unitUuids: readonly string[]): void {
    if (unitUuids.length === 0) return;
    this.broker.kick(unitUuids);
    for (const delayMs of FURTHER_KICKS_MS) {
      const timer = setTimeout(() => {
        this.timers.delete(timer);
        this.broker.kick(unitUuids);
      }, delayMs);
      this.timers.add(timer);
    }
  }
}
