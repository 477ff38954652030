import { Controller, Inject } from '@nestjs/common';
import { Payload } from '@nestjs/microservices';
import {
  forgetDeviceDecisions,
  kickDevices,
  PLATFORM,
  unitAccessChanged,
  unitDeleted,
  userBlocked,
  userUnblocked,
  type Envelope,
  type EventData,
} from '@unitfleet/contracts';
import { OnEvent, RpcClient } from '@unitfleet/messaging';
import { LOGGER, type Logger } from '@unitfleet/observability';
import { DeviceDirectory } from '../data/device-directory';

/** However long Redis is away: a change that is missed would let somebody in for a day. */
const UNTIL_DONE = { attempts: Number.POSITIVE_INFINITY };

/**
 * Keeps the projection true; each change is applied by version, so order and repetition do not matter. Who owns the
 * change has ended live connections already; those that came back before the projection knew are ended here.
 */
@Controller()
export class ProjectionController {
  constructor(
    private readonly directory: DeviceDirectory,
    private readonly rpc: RpcClient,
    @Inject(LOGGER) private readonly log: Logger,
  ) {}

  @OnEvent(unitAccessChanged, UNTIL_DONE)
  async accessChanged(@Payload() event: Envelope<EventData<typeof unitAccessChanged>>): Promise<void> {
    await this.directory.accessChanged(event.data.uuid, event.data.accessVersion);
    await this.tellBroker(forgetDeviceDecisions, [event.data.uuid]);
  }

  @OnEvent(unitDeleted, UNTIL_DONE)
  async unitDeleted(@Payload() event: Envelope<EventData<typeof unitDeleted>>): Promise<void> {
    await this.directory.unitDeleted(event.data.uuid);
    await this.tellBroker(kickDevices, [event.data.uuid]);
  }

  @OnEvent(userBlocked, UNTIL_DONE)
  async userBlocked(@Payload() event: Envelope<EventData<typeof userBlocked>>): Promise<void> {
    await this.directory.standingChanged(event.data.uuid, event.aggregateVersion, true);
    await this.tellBroker(kickDevices, await this.directory.lateAdmissions(event.data.uuid));
  }

  @OnEvent(userUnblocked, UNTIL_DONE)
  async userUnblocked(@Payload() event: Envelope<EventData<typeof userUnblocked>>): Promise<void> {
    await this.directory.standingChanged(event.data.uuid, event.aggregateVersion, false);
  }

  /** Without the broker's help its cached decisions end by themselves; that is no reason to stop the projection. */
  private async tellBroker(
    order: typeof forgetDeviceDecisions | typeof kickDevices,
    unitUuids: string[],
  ): Promise<void> {
    if (unitUuids.length === 0) return;
    try {
      await this.rpc.call(order, { unitUuids }, PLATFORM);
    } catch (error) {
      this.log.warn({ err: error, order: order.name, unitUuids }, 'the broker could not be told');
    }
  }
}
