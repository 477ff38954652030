import {
  Inject,
  Injectable,
  type BeforeApplicationShutdown,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { isDomainError, nodeTopic } from '@unitfleet/contracts';
import { JobRegistry, LOGGER, type Logger } from '@unitfleet/observability';
import { Transactions } from '@unitfleet/persistence';
import { Clock, Ticker } from '@unitfleet/service-host';
import { BrokerClient } from '../data/clients/broker.client';
import { SubscriptionGraceRepository, type EndedGrace } from '../data/subscription-grace.repository';
import { UnitRepository } from '../data/unit.repository';
import { SETTINGS, type UnitsSettings } from '../settings';

const EVERY_MS = 1_000;

/** Ends what devices still hear that lost sight of it: when they have their new schema, or did not fetch it in time. */
@Injectable()
export class SubscriptionGraceJob implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly ticker: Ticker;

  constructor(
    private readonly graces: SubscriptionGraceRepository,
    private readonly units: UnitRepository,
    private readonly transactions: Transactions,
    private readonly broker: BrokerClient,
    private readonly clock: Clock,
    jobs: JobRegistry,
    @Inject(SETTINGS) private readonly settings: UnitsSettings,
    @Inject(LOGGER) private readonly log: Logger,
  ) {
    this.ticker = new Ticker(jobs.every('end of lost subscriptions', EVERY_MS), () => this.endExpired(), log);
  }

  onApplicationBootstrap(): void {
    this.ticker.start();
  }

  beforeApplicationShutdown(): Promise<void> {
    return this.ticker.stop();
  }

  /**
   * A broker asks when somebody subscribes, not as long as they listen: who still does loses the connection, and has to
   * ask on the next. What cannot be ended now is tried again.
   */
  private async endExpired(): Promise<void> {
    const now = this.clock.now();
    const ended = await this.graces.ended(now);
    if (ended.length === 0) return;
    const done = ended.filter(({ isLinked }) => isLinked);
    for (const [topic, hearers] of this.byTopic(ended.filter(({ isLinked }) => !isLinked))) {
      try {
        await this.broker.kick(
          hearers.map(({ unitUuid }) => unitUuid),
          [topic],
        );
        done.push(...hearers);
      } catch (error) {
        this.log.warn({ err: error, topic }, 'devices hear what they are not to hear; trying again');
        // The broker may do the next; without the bridge nobody does.
        if (!isDomainError(error) || error.errorCode !== 'Mqtt') break;
      }
    }
    if (done.length === 0) return;
    await this.transactions.run(async (transaction) =>
      this.units.bumpAccess(transaction, await this.graces.forget(transaction, done, now)),
    );
  }

  /** By the topic that they have no reason to hear. */
  private byTopic(graces: readonly EndedGrace[]): Map<string, EndedGrace[]> {
    const byTopic = new Map<string, EndedGrace[]>();
    for (const grace of graces) {
      const topic = nodeTopic(this.settings.PU_DOMAIN, grace.nodeUuid, grace.topicName);
      byTopic.set(topic, [...(byTopic.get(topic) ?? []), grace]);
    }
    return byTopic;
  }
}
