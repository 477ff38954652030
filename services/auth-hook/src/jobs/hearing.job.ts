import { setTimeout as sleep } from 'node:timers/promises';
import { jetstreamManager } from '@nats-io/jetstream';
import {
  Inject,
  Injectable,
  type BeforeApplicationShutdown,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import type { NatsConnection } from '@nats-io/nats-core';
import { eventType, type EventDefinition } from '@unitfleet/contracts';
import { NATS_CONNECTION, StreamTail, unwrap, type TailMessage } from '@unitfleet/messaging';
import { LOGGER, Readiness, type Logger } from '@unitfleet/observability';
import { BrokerOrders } from '../data/broker-orders';
import { Directory } from '../data/directory';
import { LateAdmissions } from '../data/late-admissions';
import { RecentGrants } from '../data/recent-grants';
import { RefusedWriters } from '../data/refused-writers';
import { SharedStore } from '../data/tiers/shared-store';
import { PROJECTED_EVENTS, readerOf, type ProjectedChange } from '../domain/projected-change';

const STREAM = 'EVENTS';
/** More than this is not heard of one by one at the start; the owners are asked until Redis has it. */
const MOST_LOOKED_BACK = 100_000;
/** The log grows between the look at it and the first message that is heard. */
const MARGIN = 1_000;
const AGAIN_MS = 250;
const CONSUMER_NAME = (event: EventDefinition): string =>
  `auth-hook--${eventType(event).replaceAll('.', '-')}`;

/**
 * Every process hears every change by itself, at once: what it remembers is never older than what was published a
 * moment ago, whoever else has taken the event. It begins with what Redis has not been told yet. As long as it does not
 * hear, nothing but the owners' word counts.
 */
@Injectable()
export class HearingJob implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private tail: StreamTail | null = null;
  private isStopped = false;
  private isHearing = false;

  constructor(
    @Inject(NATS_CONNECTION) private readonly connection: NatsConnection,
    private readonly directory: Directory,
    private readonly late: LateAdmissions,
    private readonly store: SharedStore,
    private readonly grants: RecentGrants,
    private readonly writers: RefusedWriters,
    private readonly broker: BrokerOrders,
    @Inject(LOGGER) private readonly log: Logger,
    readiness: Readiness,
  ) {
    readiness.add({
      name: 'changes',
      check: async () => {
        if (!this.isHearing) throw new Error('changes are not heard yet');
      },
    });
  }

  /** Not awaited: the stream is made by whoever of the fleet comes first, which may be this service, later. */
  onApplicationBootstrap(): void {
    void this.begin();
    void this.watch();
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.isStopped = true;
    await this.tail?.stop();
  }

  private async begin(): Promise<void> {
    const state = await this.told().catch(() => null);
    if (this.isStopped) return;
    // Without stream or consumers nobody has ever told Redis anything.
    const untold = state ? state.last - state.told + MARGIN : MOST_LOOKED_BACK;
    let before: number | null = null;
    this.tail = new StreamTail(this.connection, STREAM, this.log, {
      lookBack: Math.min(untold, MOST_LOOKED_BACK),
      onMessage: (message) => {
        before ??= message.sequence - 1;
        this.take(message);
      },
      onGap: () => this.startOver(),
    });
    while (!this.isStopped && this.tail.identity === '') await this.tail.start();
    await this.redisIsTold(before ?? this.tail.sequence);
    if (this.isStopped) return;
    this.isHearing = true;
    this.directory.hear(true);
  }

  /** What is remembered stays while the connection is away: nothing is missed, but it may be heard of late. */
  private async watch(): Promise<void> {
    for await (const { type } of this.connection.status()) {
      if (type === 'disconnect') this.grants.hold();
      if (type === 'reconnect') void this.makeUp();
    }
  }

  private async makeUp(): Promise<void> {
    let last: number | null = null;
    while (!this.isStopped && (last === null || (this.tail?.sequence ?? 0) < last)) {
      last ??= (await this.told().catch(() => null))?.last ?? null;
      await sleep(AGAIN_MS);
    }
    if (!this.isStopped) this.broker.forgetForGood(this.grants.release());
  }

  /** Resolves when Redis knows everything up to a position of the log: what comes after it is heard here. */
  private async redisIsTold(position: number): Promise<void> {
    while (!this.isStopped) {
      const state = await this.told().catch(() => null);
      if (state && state.told >= position) return;
      await sleep(AGAIN_MS);
    }
  }

  /** The newest event of the log, and up to which of them Redis has been told. */
  private async told(): Promise<{ last: number; told: number }> {
    const manager = await jetstreamManager(this.connection);
    const { first_seq: first, last_seq: last } = (await manager.streams.info(STREAM)).state;
    const told = await Promise.all(
      PROJECTED_EVENTS.map(async (event) => {
        const info = await manager.consumers.info(STREAM, CONSUMER_NAME(event));
        if (info.num_pending + info.num_ack_pending === 0) return last;
        return Math.max(info.ack_floor.stream_seq, first - 1);
      }),
    );
    return { last, told: Math.min(...told) };
  }

  private take({ subject, data }: TailMessage): void {
    const reader = readerOf(subject);
    if (!reader) return;
    try {
      const change = reader.read(unwrap(data, reader.event.schema));
      this.directory.change(change);
      this.endLateAdmissions(change);
      if (change.of === 'node') this.writers.nodeChanged();
    } catch (error) {
      this.log.error({ err: error, subject }, 'a change cannot be read');
      this.startOver();
    }
  }

  private endLateAdmissions(change: ProjectedChange): void {
    if (change.of === 'user' && change.document) this.late.revokeOf(change.uuid);
    if (change.of === 'device' && change.document === null) this.late.revoke(change.uuid);
  }

  private startOver(): void {
    this.log.warn('changes may have been missed: nothing that was known counts any more');
    this.directory.forget();
    this.store.doubt();
  }
}
