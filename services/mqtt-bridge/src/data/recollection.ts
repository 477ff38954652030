import { Inject, Injectable } from '@nestjs/common';
import type { JsMsg } from '@nats-io/jetstream';
import type { NatsConnection } from '@nats-io/nats-core';
import { Frame, isFrameFault } from '@unitfleet/contracts';
import { NATS_CONNECTION, type StreamName } from '@unitfleet/messaging';
import { REPETITION_WINDOW, type StoredMessages } from '../domain/stored-messages';
import { BridgeMark, markSubject, type MarkedSpan } from './bridge-mark';
import { deliveryOf } from './device-store';
import { CLOCK_SKEW_MS, MESSAGE_ID, storedSince } from './stored-since';

interface Delivery {
  readonly packetId: number;
  readonly digest: number;
  readonly storedAt: number;
}

const NANOS_PER_MS = 1_000_000;

/** Reads back what a bridge has stored shortly before its end, by whatever name it ran. */
@Injectable()
export class Recollection {
  constructor(
    @Inject(NATS_CONNECTION) private readonly connection: NatsConnection,
    private readonly mark: BridgeMark,
  ) {}

  /**
   * Adds everything stored that the broker may deliver to this bridge again. Answers the largest time that it has given
   * to a frame, in ms; null when it has not lived before.
   */
  async recall(bridge: string, stored: StoredMessages): Promise<number | null> {
    const span = await this.mark.span(bridge);
    if (!span) return null;
    const { deliveries: frames, lastTimeMs } = await this.telemetry(bridge, span);
    const deliveries = [...frames, ...(await this.device(bridge, span))];
    deliveries.sort((a, b) => a.storedAt - b.storedAt);
    for (const { packetId, digest } of deliveries.slice(-REPETITION_WINDOW)) stored.add(packetId, digest);
    return lastTimeMs;
  }

  private async telemetry(bridge: string, span: MarkedSpan) {
    const deliveries: Delivery[] = [];
    let lastTimeMs = 0;
    for await (const [message, storedAt] of this.messages('TELEMETRY', span)) {
      if (message.subject === markSubject(bridge)) continue;
      readable(() => {
        const frame = new Frame(message.data);
        if (frame.bridge !== bridge) return;
        lastTimeMs = Math.max(lastTimeMs, frame.timeMs);
        frame.forEach((_node, timeMs, _payload, _index, packetId, digest) => {
          lastTimeMs = Math.max(lastTimeMs, timeMs);
          if (packetId > 0) deliveries.push({ packetId, digest, storedAt });
        });
      });
    }
    return { deliveries, lastTimeMs };
  }

  private async device(bridge: string, span: MarkedSpan): Promise<Delivery[]> {
    const deliveries: Delivery[] = [];
    for await (const [message, storedAt] of this.messages('DEVICE', span)) {
      const delivery = deliveryOf(message.headers?.get(MESSAGE_ID) ?? '', bridge);
      if (delivery) deliveries.push({ ...delivery, storedAt });
    }
    return deliveries;
  }

  private async *messages(
    stream: StreamName,
    { from, to }: MarkedSpan,
  ): AsyncGenerator<readonly [message: JsMsg, storedAt: number]> {
    const since = new Date(from.getTime() - CLOCK_SKEW_MS);
    for await (const message of storedSince(this.connection, stream, since)) {
      const storedAt = message.info.timestampNanos / NANOS_PER_MS;
      if (storedAt > to.getTime()) return;
      yield [message, storedAt];
    }
  }
}

/** What is no frame, or is cut off, is nobody's from there on, as in processing; nobody must be kept from starting by it. */
const readable = (read: () => void): void => {
  try {
    read();
  } catch (error) {
    if (!isFrameFault(error)) throw error;
  }
};
