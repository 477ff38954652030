import { Inject, Injectable } from '@nestjs/common';
import { Counter, Gauge, METRICS, Registry } from '@unitfleet/observability';
import type { SnapshotReason } from './watch/watch';

/** How much is watched, and how often clients had to be told all anew. */
@Injectable()
export class LiveMetrics {
  readonly connections: Gauge;
  readonly subscriptions: Gauge;
  private readonly snapshots: Counter;

  constructor(@Inject(METRICS) registry: Registry) {
    const registers = [registry];
    this.connections = new Gauge({
      name: 'graphql_live_connections',
      help: 'Open WebSockets of subscriptions',
      registers,
    });
    this.subscriptions = new Gauge({
      name: 'graphql_live_subscriptions',
      help: 'Subscriptions under way',
      registers,
    });
    this.snapshots = new Counter({
      name: 'graphql_live_snapshots_total',
      help: 'Present states that clients were given, by reason',
      labelNames: ['reason'],
      registers,
    });
  }

  snapshot(reason: SnapshotReason): void {
    this.snapshots.inc({ reason });
  }
}
