import { jetstream, type JetStreamClient } from '@nats-io/jetstream';
import type { NatsConnection } from '@nats-io/nats-core';
import {
  FrameWriter,
  PARTITIONS,
  partitionOf,
  telemetrySubject,
  tickFrame,
  toNodeKey,
} from '@unitfleet/contracts';

/** A device's message, as the bridge has accepted it. */
export interface TelemetryMessage {
  readonly node: string;
  readonly timeMs: number;
  readonly payload: string | Buffer;
}

const BRIDGE = 'bridge-0';

/** Plays the bridge: frames in the stream. */
export class TelemetryPublisher {
  private readonly client: JetStreamClient;

  constructor(connection: NatsConnection) {
    this.client = jetstream(connection);
  }

  /** Resolves when the stream has them; one frame a partition, in the order given. */
  async publish(messages: readonly TelemetryMessage[]): Promise<void> {
    const writers = new Map<number, FrameWriter>();
    for (const { node, timeMs, payload } of messages) {
      const partition = partitionOf(node);
      const writer = writers.get(partition) ?? new FrameWriter(BRIDGE);
      writers.set(partition, writer);
      writer.add(toNodeKey(node), timeMs, 1, 1, Buffer.from(payload));
    }
    await Promise.all(
      [...writers].map(([partition, writer]) =>
        this.client.publish(telemetrySubject(partition), writer.finish()),
      ),
    );
  }

  async tick(timeMs: number): Promise<void> {
    await Promise.all(
      Array.from({ length: PARTITIONS }, (_, partition) =>
        this.client.publish(telemetrySubject(partition), tickFrame(BRIDGE, timeMs)),
      ),
    );
  }

  async publishBytes(partition: number, bytes: Uint8Array): Promise<void> {
    await this.client.publish(telemetrySubject(partition), bytes);
  }
}
