import { Controller } from '@nestjs/common';
import { Payload } from '@nestjs/microservices';
import {
  deviceLog,
  deviceSession,
  deviceState,
  type DevicePayload,
  type DeviceSession,
  type Envelope,
} from '@unitfleet/contracts';
import { OnDevice } from '@unitfleet/messaging';
import { DeviceSessionService } from './device-session.service';
import { DeviceStateService } from './device-state.service';

/** Each handler sorts out by time what comes late or twice, so order between messages does not matter. */
const SIDE_BY_SIDE = { concurrency: 4 };
/** Those that are here at once are taken together. */
const TOGETHER = { concurrency: 100 };

/** What the broker's edge saw of devices. */
@Controller()
export class DeviceEventsController {
  constructor(
    private readonly states: DeviceStateService,
    private readonly sessions: DeviceSessionService,
  ) {}

  @OnDevice(deviceState, TOGETHER)
  async state(@Payload() message: Envelope<DevicePayload>): Promise<void> {
    await this.states.take(message.data);
  }

  @OnDevice(deviceSession, TOGETHER)
  async session(@Payload() message: Envelope<DeviceSession>): Promise<void> {
    await this.sessions.take(message.data);
  }

  @OnDevice(deviceLog, SIDE_BY_SIDE)
  async log(@Payload() message: Envelope<DevicePayload>): Promise<void> {
    await this.sessions.takeLog(message.data);
  }
}
