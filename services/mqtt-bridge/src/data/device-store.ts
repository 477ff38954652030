import { setTimeout as sleep } from 'node:timers/promises';
import { Inject, Injectable } from '@nestjs/common';
import { deviceLog, deviceState } from '@unitfleet/contracts';
import { EventPublisher } from '@unitfleet/messaging';
import { LOGGER, type Logger } from '@unitfleet/observability';

const RETRY_MS = 250;

/** A state or log message of a Unit, as it came. */
export interface DeviceMessage {
  readonly kind: 'state' | 'log';
  readonly unitUuid: string;
  readonly payload: Uint8Array;
  readonly receivedAt: Date;
  /** The same for a repetition of the same delivery. */
  readonly id: string | undefined;
}

/** The DEVICE stream, as a bridge uses it. */
@Injectable()
export class DeviceStore {
  constructor(
    private readonly publisher: EventPublisher,
    @Inject(LOGGER) private readonly log: Logger,
  ) {}

  /** Resolves when the stream holds the message; tries for ever. */
  async put({ kind, id, ...data }: DeviceMessage): Promise<void> {
    const channel = kind === 'state' ? deviceState : deviceLog;
    for (;;) {
      try {
        return await this.publisher.publishDevice(channel, data.unitUuid, data, id);
      } catch (error) {
        this.log.warn(
          { reason: String(error), unit: data.unitUuid },
          'a device message was not stored; trying again',
        );
        await sleep(RETRY_MS);
      }
    }
  }
}
