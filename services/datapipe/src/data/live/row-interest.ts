import { Inject, Injectable, type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import type { NatsConnection, Subscription } from '@nats-io/nats-core';
import { ROW_INTEREST_MS, rowInterest, type NodeKey } from '@unitfleet/contracts';
import { NATS_CONNECTION, unwrap } from '@unitfleet/messaging';
import { LOGGER, type Logger } from '@unitfleet/observability';
import { WatchedNodes } from '../../domain/telemetry/watched-nodes';

/** Hears whose rows somebody watches: of all others nobody is told, and nothing is gathered. */
@Injectable()
export class RowInterest implements OnModuleInit, OnApplicationShutdown {
  private readonly watched = new WatchedNodes(ROW_INTEREST_MS);
  private subscription: Subscription | null = null;
  private tellAdded: (nodes: readonly NodeKey[]) => void = () => undefined;

  constructor(
    @Inject(NATS_CONNECTION) private readonly connection: NatsConnection,
    @Inject(LOGGER) private readonly log: Logger,
  ) {}

  onModuleInit(): void {
    this.subscription = this.connection.subscribe(rowInterest.subject, {
      callback: (_error, message) => this.hear(message.data),
    });
  }

  onApplicationShutdown(): void {
    this.subscription?.unsubscribe();
  }

  has(node: NodeKey): boolean {
    return this.watched.has(node);
  }

  /** Call it when something is stored. */
  forgetOld(): void {
    this.watched.forget(performance.now());
  }

  /** @param tell called with nodes that nobody watched before; there is one who listens. */
  onAdded(tell: (nodes: readonly NodeKey[]) => void): void {
    this.tellAdded = tell;
  }

  private hear(data: Uint8Array): void {
    try {
      const { nodeUuids } = unwrap(data, rowInterest.schema).data;
      const added = this.watched.name(nodeUuids, performance.now());
      if (added.length > 0) this.tellAdded(added);
    } catch (error) {
      this.log.warn({ err: error }, 'who watches rows cannot be read');
    }
  }
}
