import {
  Inject,
  Injectable,
  Optional,
  type OnApplicationBootstrap,
  type OnApplicationShutdown,
} from '@nestjs/common';
import type { NatsConnection } from '@nats-io/nats-core';
import { liveRows, liveSubject, PARTITIONS, ROW_INTEREST_EVERY_MS, rowInterest } from '@unitfleet/contracts';
import { encodeMessage, NATS_CONNECTION, wrap } from '@unitfleet/messaging';
import { LiveFeeds } from './live-feeds';

const MESSAGE_NODES = 5_000;
const SUBJECTS = Array.from({ length: PARTITIONS }, (_, partition) => liveSubject(liveRows, partition));

/** Says whose rows clients of this process watch: whoever stores rows tells of no others. */
@Injectable()
export class RowInterest implements OnApplicationBootstrap, OnApplicationShutdown {
  private repeating: NodeJS.Timeout | null = null;

  constructor(
    private readonly feeds: LiveFeeds,
    // There is none while the schema is only described.
    @Optional() @Inject(NATS_CONNECTION) private readonly connection: NatsConnection | null,
  ) {}

  onApplicationBootstrap(): void {
    this.repeating = setInterval(() => this.repeat(), ROW_INTEREST_EVERY_MS);
    this.repeating.unref();
  }

  onApplicationShutdown(): void {
    if (this.repeating) clearInterval(this.repeating);
  }

  /** These are watched from now on. Never fails. */
  say(nodeUuids: readonly string[]): void {
    const { connection } = this;
    // Without a server the client would keep everything until there is one.
    if (!connection?.info || connection.isClosed()) return;
    const { subject, type, version } = rowInterest;
    for (let start = 0; start < nodeUuids.length; start += MESSAGE_NODES) {
      const data = { nodeUuids: nodeUuids.slice(start, start + MESSAGE_NODES) };
      try {
        connection.publish(subject, encodeMessage(wrap({ type, version, source: 'gateway-graphql' }, data)));
      } catch {
        // The connection ended meanwhile: it is said again.
        return;
      }
    }
  }

  private repeat(): void {
    if (this.connection) this.say(this.feeds.of('LIVE').watched(SUBJECTS));
  }
}
