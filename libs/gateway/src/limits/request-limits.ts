import type { Actor } from '@unitfleet/contracts';
import { clientPlace } from '@unitfleet/security';
import { Networks } from '../edge/networks';
import type { Rate } from './rate';
import { RateCounter } from './rate-counter';
import { RateExceeded } from './rate-exceeded.error';
import type { SharedCounts } from './shared-counts';

/** What costs the instance more than a look into a table; each has a rate of its own besides the general one. */
export type ExpensiveOperation =
  'pipe-check' | 'archive' | 'pipe-data-file' | 'pipe-data-points' | 'repository-sync' | 'registration';

export interface RequestLimitsOptions {
  /** Of one User or Unit. */
  readonly caller: Rate;
  /** Of one client address without a token that counts. */
  readonly address: Rate;
  /** Of one caller, or address of anonymous ones. */
  readonly expensive: Readonly<Record<ExpensiveOperation, Rate>>;
  /** Addresses or networks that are never limited. */
  readonly exempt: readonly string[];
  /** Where replicas add up their counts; without one each process applies the rates by itself. */
  readonly shared?: (name: string, rate: Rate) => SharedCounts;
  /** Milliseconds that only grow. */
  readonly now?: () => number;
}

/** How often callers may ask, for all gateways together: Users and Units by uuid, everybody else by address. */
export class RequestLimits {
  private readonly exempt: Networks;
  private readonly callers: RateCounter;
  private readonly addresses: RateCounter;
  private readonly expensive: Readonly<Record<string, RateCounter>>;

  constructor(options: RequestLimitsOptions) {
    const now = options.now ?? (() => performance.now());
    const counter = (name: string, rate: Rate) =>
      new RateCounter(rate, rate.points > 0 ? (options.shared?.(name, rate) ?? null) : null, now);
    this.exempt = new Networks(options.exempt);
    this.callers = counter('caller', options.caller);
    this.addresses = counter('address', options.address);
    this.expensive = Object.fromEntries(
      Object.entries(options.expensive).map(([name, rate]) => [name, counter(name, rate)]),
    );
  }

  /**
   * Counts one request of a caller whose token has been resolved; with a token that does not count, of `ANONYMOUS`.
   * Never waits: see `RateCounter`.
   *
   * @throws RateExceeded
   */
  take(actor: Actor, address: string): void {
    if (actor.kind === 'Backend' || this.exempt.contains(address)) return;
    const waitMs =
      'uuid' in actor ? this.callers.take(actor.uuid) : this.addresses.take(clientPlace(address));
    if (waitMs > 0) throw new RateExceeded('Too many requests', waitMs);
  }

  /**
   * Counts one expensive operation, besides the request that it came with.
   *
   * @throws RateExceeded
   */
  takeExpensive(operation: ExpensiveOperation, actor: Actor, address: string): void {
    if (actor.kind === 'Backend' || this.exempt.contains(address)) return;
    const key = 'uuid' in actor ? actor.uuid : clientPlace(address);
    const waitMs = this.expensive[operation]!.take(key);
    if (waitMs > 0) throw new RateExceeded(`Too many requests for ${operation}`, waitMs);
  }
}
