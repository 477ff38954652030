import { setTimeout as sleep } from 'node:timers/promises';
import { Inject, Injectable, type BeforeApplicationShutdown } from '@nestjs/common';
import { forgetDeviceDecisions, kickDevices, PLATFORM } from '@unitfleet/contracts';
import { RpcClient } from '@unitfleet/messaging';
import { Gauge, LOGGER, METRICS, type Logger, type Registry } from '@unitfleet/observability';
import { PendingOrders } from '../domain/pending-orders';

const UNITS_PER_ORDER = 200;
const AGAIN_MS = 500;
const MOST_WAITING = 50_000;
/** As long as a broker keeps a decision (`docs/protocol/device.md 1.4`), and a little: then it has forgotten by itself. */
const DECISIONS_LIVE_MS = 900_000;
/** A connection does not end by itself. */
const CONNECTIONS_LIVE_MS = 86_400_000;
const PAUSES_MS = [200, 500, 1_000, 2_000, 5_000];

interface Line {
  readonly order: typeof forgetDeviceDecisions | typeof kickDevices;
  readonly pending: PendingOrders;
  isMoving: boolean;
}

/**
 * What the broker is told about devices. Nothing waits for it; what it has not heard is told again until it has, as long
 * as that is worth anything.
 */
@Injectable()
export class BrokerOrders implements BeforeApplicationShutdown {
  private readonly kicks: Line = {
    order: kickDevices,
    pending: new PendingOrders({ lifeMs: CONNECTIONS_LIVE_MS, most: MOST_WAITING }),
    isMoving: false,
  };
  private readonly forgets: Line = {
    order: forgetDeviceDecisions,
    pending: new PendingOrders({ lifeMs: DECISIONS_LIVE_MS, most: MOST_WAITING }),
    isMoving: false,
  };
  private readonly stopping = new AbortController();

  constructor(
    private readonly rpc: RpcClient,
    @Inject(LOGGER) private readonly log: Logger,
    @Inject(METRICS) metrics: Registry,
  ) {
    const lines = [this.kicks, this.forgets];
    new Gauge({
      name: 'auth_hook_orders_waiting',
      help: 'Units about which the broker is still to be told something',
      labelNames: ['order'],
      registers: [metrics],
      collect() {
        for (const { order, pending } of lines) this.set({ order: order.name }, pending.size);
      },
    });
  }

  beforeApplicationShutdown(): void {
    this.stopping.abort();
  }

  /** Ends live connections. */
  kick(unitUuids: readonly string[]): void {
    this.give(this.kicks, unitUuids);
  }

  /** Makes the broker ask again. */
  forget(unitUuids: readonly string[]): void {
    this.give(this.forgets, unitUuids);
  }

  /**
   * The same, and once more a moment later: another replica may have answered meanwhile by what it had not yet heard to
   * be over.
   */
  forgetForGood(unitUuids: readonly string[]): void {
    if (unitUuids.length === 0) return;
    this.forget(unitUuids);
    setTimeout(() => this.forget(unitUuids), AGAIN_MS).unref();
  }

  private give(line: Line, unitUuids: readonly string[]): void {
    line.pending.add(unitUuids, performance.now());
    if (!line.isMoving) void this.move(line);
  }

  /** Until nothing waits any more. */
  private async move(line: Line): Promise<void> {
    line.isMoving = true;
    for (let failures = 0; line.pending.size > 0 && !this.stopping.signal.aborted;) {
      if (await this.tell(line)) failures = 0;
      else await this.pause(PAUSES_MS[Math.min(failures++, PAUSES_MS.length - 1)]!);
    }
    line.isMoving = false;
  }

  private async tell({ order, pending }: Line): Promise<boolean> {
    const taken = pending.take(UNITS_PER_ORDER, performance.now());
    if (taken.length === 0) return true;
    try {
      await this.rpc.call(order, { unitUuids: taken.map(([unitUuid]) => unitUuid) }, PLATFORM);
      return true;
    } catch (error) {
      pending.giveBack(taken);
      this.log.warn(
        { err: error, order: order.name, units: pending.size },
        'the broker could not be told; it will be told again',
      );
      return false;
    }
  }

  private async pause(ms: number): Promise<void> {
    await sleep(ms, undefined, { signal: this.stopping.signal }).catch(() => undefined);
  }
}
