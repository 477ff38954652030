import { Controller, Inject } from '@nestjs/common';
import { Payload } from '@nestjs/microservices';
import {
  forgetDeviceDecisions,
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

/** Keeps the projection true; each change is applied by version, so order and repetition do not matter. */
@Controller()
export class ProjectionController {
  constructor(
    private readonly directory: DeviceDirectory,
    private readonly rpc: RpcClient,
    @Inject(LOGGER) private readonly log: Logger,
  ) {}

  @OnEvent(unitAccessChanged)
  async accessChanged(@Payload() event: Envelope<EventData<typeof unitAccessChanged>>): Promise<void> {
    await this.directory.accessChanged(event.data.uuid, event.data.accessVersion);
    await this.forgetDecisions(event.data.uuid);
  }

  @OnEvent(unitDeleted)
  async unitDeleted(@Payload() event: Envelope<EventData<typeof unitDeleted>>): Promise<void> {
    await this.directory.unitDeleted(event.data.uuid);
  }

  @OnEvent(userBlocked)
  async userBlocked(@Payload() event: Envelope<EventData<typeof userBlocked>>): Promise<void> {
    await this.directory.standingChanged(event.data.uuid, event.aggregateVersion, true);
  }

  @OnEvent(userUnblocked)
  async userUnblocked(@Payload() event: Envelope<EventData<typeof userUnblocked>>): Promise<void> {
    await this.directory.standingChanged(event.data.uuid, event.aggregateVersion, false);
  }

  /** Without the broker's help its cached decisions end by themselves; that is no reason to stop the projection. */
  private async forgetDecisions(unitUuid: string): Promise<void> {
    try {
      await this.rpc.call(forgetDeviceDecisions, { unitUuids: [unitUuid] }, PLATFORM);
    } catch (error) {
      this.log.warn({ err: error, unit: unitUuid }, 'the broker was not told to forget its decisions');
    }
  }
}
