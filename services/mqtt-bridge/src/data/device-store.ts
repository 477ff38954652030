import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { Inject, Injectable } from '@nestjs/common';
import { deviceLog, deviceState, PARTITIONS } from '@unitfleet/contracts';
import { EventPublisher } from '@unitfleet/messaging';
import { LOGGER, type Logger } from '@unitfleet/observability';

const RETRY_MS = 250;
const COMPLAIN_EVERY = 40;

/** A state or log message of a Unit, as it came. */
export interface DeviceMessage {
  readonly kind: 'state' | 'log';
  readonly unitUuid: string;
  readonly partition: number;
  readonly payload: Uint8Array;
  readonly receivedAt: Date;
  /** Which delivery of the broker it is, as `deliveryId` writes it. */
  readonly delivery: string;
}

/** Packet id 0: the broker delivered it without one. */
export const deliveryId = (bridge: string, packetId: number, digest: number): string =>
  `${bridge}/${packetId}/${digest}`;

/** Reads the delivery out of a message id; null of another bridge's, and of what cannot come again. */
export const deliveryOf = (
  messageId: string,
  bridge: string,
): { packetId: number; digest: number } | null => {
  const [owner, packetId, digest] = messageId.split('/');
  return owner === bridge && Number(packetId) > 0
    ? { packetId: Number(packetId), digest: Number(digest) }
    : null;
};

/** The DEVICE stream, as a bridge writes it: in order within each partition. */
@Injectable()
export class DeviceStore {
  private readonly life = randomUUID();
  private count = 0;
  private readonly last = Array.from({ length: PARTITIONS }, () => Promise.resolve());
  private held = 0;

  constructor(
    private readonly publisher: EventPublisher,
    @Inject(LOGGER) private readonly log: Logger,
  ) {}

  /** What is held in memory because it is not stored yet. */
  get bytes(): number {
    return this.held;
  }

  /** Resolves when the stream holds the message; tries for ever. */
  put(message: DeviceMessage): Promise<void> {
    this.held += message.payload.length;
    const stored = this.last[message.partition]!.then(() => this.store(message));
    this.last[message.partition] = stored;
    return stored;
  }

  /** Resolves when everything put so far is stored. */
  async drained(): Promise<void> {
    await Promise.all(this.last);
  }

  private async store({ kind, unitUuid, payload, receivedAt, delivery }: DeviceMessage): Promise<void> {
    const channel = kind === 'state' ? deviceState : deviceLog;
    const id = `${delivery}/${this.life}/${(this.count += 1)}`;
    for (let attempt = 1; ; attempt += 1) {
      try {
        await this.publisher.publishDevice(channel, unitUuid, { unitUuid, payload, receivedAt }, id);
        this.held -= payload.length;
        return;
      } catch (error) {
        if (attempt % COMPLAIN_EVERY === 1) {
          const reason = String(error);
          this.log.warn({ reason, unit: unitUuid, attempt }, 'a device message was not stored; trying again');
        }
        await sleep(RETRY_MS);
      }
    }
  }
}
