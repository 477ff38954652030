import type { NatsConnection } from '@nats-io/nats-core';
import { liveSubject, partitionOf, type LiveChannel, type ServiceName } from '@unitfleet/contracts';
import { z } from 'zod';
import { wrap } from '../codec/envelopes';
import { outgoingHeaders } from '../codec/headers';
import { encodeMessage } from '../codec/message-pack';

/**
 * Tells those who watch what has just changed, after it was stored. Best effort: nobody waits for the stream's
 * acknowledgement and nothing is repeated, for the truth stays with its owner and whoever watches can ask for it. Call
 * it after the commit.
 */
export class LivePublisher {
  constructor(
    private readonly connection: NatsConnection,
    private readonly source: ServiceName,
  ) {}

  /** About one node or Unit. Never fails. */
  about<Schema extends z.ZodType>(channel: LiveChannel<Schema>, uuid: string, data: z.input<Schema>): void {
    this.publish(channel, partitionOf(uuid), data);
  }

  /** About several nodes or Units of one partition; at most some 100 KiB at once. Never fails. */
  publish<Schema extends z.ZodType>(
    channel: LiveChannel<Schema>,
    partition: number,
    data: z.input<Schema>,
  ): void {
    // Without a server the client would keep everything until there is one.
    if (!this.connection.info || this.connection.isClosed()) return;
    const envelope = wrap({ type: channel.type, version: channel.version, source: this.source }, data);
    try {
      this.connection.publish(liveSubject(channel, partition), encodeMessage(envelope), {
        headers: outgoingHeaders(),
      });
    } catch {
      // The connection ended meanwhile, or the server takes no message of this size: a notification less.
    }
  }
}
