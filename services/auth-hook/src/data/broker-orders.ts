import { Inject, Injectable } from '@nestjs/common';
import { forgetDeviceDecisions, kickDevices, PLATFORM } from '@unitfleet/contracts';
import { RpcClient } from '@unitfleet/messaging';
import { LOGGER, type Logger } from '@unitfleet/observability';

const UNITS_PER_ORDER = 200;
const AGAIN_MS = 500;

/** What the broker is told about devices. Without its help its decisions end by themselves: no reason to stop anything. */
@Injectable()
export class BrokerOrders {
  constructor(
    private readonly rpc: RpcClient,
    @Inject(LOGGER) private readonly log: Logger,
  ) {}

  /** Ends live connections. */
  async kick(unitUuids: readonly string[]): Promise<void> {
    await this.tell(kickDevices, unitUuids);
  }

  /** Makes the broker ask again. Answers whether it has heard. */
  async forget(unitUuids: readonly string[]): Promise<boolean> {
    return unitUuids.length === 0 || this.tell(forgetDeviceDecisions, unitUuids);
  }

  /**
   * The same, and once more a moment later: another replica may have answered meanwhile by what it had not yet heard to
   * be over.
   */
  async forgetForGood(unitUuids: readonly string[]): Promise<void> {
    await this.forget(unitUuids);
    if (unitUuids.length > 0) setTimeout(() => void this.forget(unitUuids), AGAIN_MS).unref();
  }

  private async tell(
    order: typeof forgetDeviceDecisions | typeof kickDevices,
    unitUuids: readonly string[],
  ): Promise<boolean> {
    try {
      for (let start = 0; start < unitUuids.length; start += UNITS_PER_ORDER)
        await this.rpc.call(order, { unitUuids: unitUuids.slice(start, start + UNITS_PER_ORDER) }, PLATFORM);
      return true;
    } catch (error) {
      this.log.warn(
        { err: error, order: order.name, units: unitUuids.length },
        'the broker could not be told',
      );
      return false;
    }
  }
}
