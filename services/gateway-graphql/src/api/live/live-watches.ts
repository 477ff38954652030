import { Inject, Injectable } from '@nestjs/common';
import { DomainError, type Actor } from '@unitfleet/contracts';
import { LOGGER, type Logger } from '@unitfleet/observability';
import { SETTINGS, type Settings } from '../../settings';
import { LiveFeeds } from './live-feeds';
import { LiveMetrics } from './live-metrics';
import { FleetFlow, type FleetFlowOptions } from './fleet/fleet-flow';
import type { Topic } from './topics/topic';
import { AccessWatch } from './watch/access-watch';
import type { SnapshotReason } from './watch/watch';
import { WatchFlow } from './watch/watch-flow';

/** Who watches what in this process. */
@Injectable()
export class LiveWatches {
  readonly access: AccessWatch;

  constructor(
    private readonly feeds: LiveFeeds,
    private readonly metrics: LiveMetrics,
    @Inject(SETTINGS) private readonly settings: Settings,
    @Inject(LOGGER) private readonly log: Logger,
  ) {
    this.access = new AccessWatch({
      everyMs: settings.LIVE_RECHECK_MS,
      onUnexpected: (error) => log.error({ err: error }, 'what a client may watch could not be checked'),
    });
  }

  /**
   * Starts a subscription: what the actor sees of this now, and every change from then on, or with a cursor what
   * changed since.
   *
   * @throws DomainError Validation for too many keys or none; what the owner answers.
   */
  watch<Item>(
    topic: Topic<Item>,
    given: readonly string[],
    after: string | null,
    actor: () => Actor,
  ): Promise<WatchFlow<Item>> {
    const uuids = [...new Set(given)];
    const { LIVE_UUIDS_PER_SUBSCRIPTION: most, LIVE_QUEUE_BYTES: maxBytes } = this.settings;
    // For a list read, no keys would mean everything.
    if (uuids.length === 0 || uuids.length > most)
      throw new DomainError('Validation', `a subscription names 1 to ${most} uuids`);
    const feed = this.feeds.of(topic.stream);
    return new WatchFlow({ ...this.common(after, actor), feed, topic, uuids, maxBytes }).open();
  }

  /** The same for every Unit that the actor sees, whichever these are. */
  watchFleet(look: FleetFlowOptions['look'], after: string | null, actor: () => Actor): Promise<FleetFlow> {
    const feeds = { LIVE: this.feeds.of('LIVE'), EVENTS: this.feeds.of('EVENTS') };
    return new FleetFlow({ ...this.common(after, actor), feeds, look }).open();
  }

  private common(after: string | null, actor: () => Actor) {
    const { access, metrics } = this;
    return {
      access,
      after,
      actor,
      onSnapshot: (reason: SnapshotReason) => metrics.snapshot(reason),
      onOpen: () => metrics.subscriptions.inc(),
      onEnd: () => metrics.subscriptions.dec(),
      onUnexpected: (error: unknown) => {
        this.log.error({ err: error }, 'a subscription failed unexpectedly');
        return new DomainError('Internal', 'the subscription failed unexpectedly');
      },
    };
  }
}
