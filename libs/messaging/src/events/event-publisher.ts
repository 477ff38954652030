import { jetstream, type JetStreamClient, type PubAck } from '@nats-io/jetstream';
import type { NatsConnection } from '@nats-io/nats-core';
import { deviceSubject, type DeviceChannel, type ServiceName } from '@unitfleet/contracts';
import { z } from 'zod';
import { wrap } from '../codec/envelopes';
import { outgoingHeaders } from '../codec/headers';
import { encodeMessage } from '../codec/message-pack';

/** One message that waits to be published; it is published once in effect, however often that is tried. */
export interface OutgoingMessage {
  /** The `Nats-Msg-Id`: a repetition within the stream's duplicate window is success. */
  readonly id: string;
  readonly subject: string;
  readonly payload: Uint8Array;
  readonly headers: Readonly<Record<string, string>>;
}

/** Writes to JetStream; every method resolves when the stream has stored the message. */
export class EventPublisher {
  private readonly client: JetStreamClient;

  constructor(
    connection: NatsConnection,
    private readonly source: ServiceName,
  ) {
    this.client = jetstream(connection);
  }

  /** Publishes what an outbox holds. */
  publish(message: OutgoingMessage): Promise<PubAck> {
    return this.client.publish(message.subject, message.payload, {
      msgID: message.id,
      headers: outgoingHeaders(message.headers),
    });
  }

  /**
   * Publishes what the broker's edge saw of a device.
   *
   * @param messageId what a repetition of the same observation would carry too; without one each call is new.
   */
  async publishDevice<Schema extends z.ZodType>(
    channel: DeviceChannel<Schema>,
    unitUuid: string,
    data: z.input<Schema>,
    messageId?: string,
  ): Promise<void> {
    const envelope = wrap(
      {
        type: channel.type,
        version: channel.version,
        source: this.source,
        aggregate: { uuid: unitUuid, version: 0 },
      },
      data,
    );
    await this.publish({
      id: messageId ?? envelope.id,
      subject: deviceSubject(channel, unitUuid),
      payload: encodeMessage(envelope),
      headers: {},
    });
  }
}
