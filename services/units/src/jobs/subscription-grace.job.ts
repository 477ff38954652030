import {
  Inject,
  Injectable,
  type BeforeApplicationShutdown,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { nodeTopic } from '@unitfleet/contracts';
import { LOGGER, type Logger } from '@unitfleet/observability';
import { Transactions } from '@unitfleet/persistence';
import { Clock } from '@unitfleet/service-host';
import { BrokerClient } from '../data/clients/broker.client';
import { SubscriptionGraceRepository, type EndedGrace } from '../data/subscription-grace.repository';
import { UnitRepository } from '../data/unit.repository';
import { SETTINGS, type UnitsSettings } from '../settings';
import { Ticker } from './ticker';

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
    @Inject(SETTINGS) private readonly settings: UnitsSettings,
    @Inject(LOGGER) log: Logger,
  ) {
    this.ticker = new Ticker(EVERY_MS, () => this.endExpired(), log);
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
    for (const [topic, unitUuids] of this.hearers(ended)) await this.broker.kick(unitUuids, [topic]);
    await this.transactions.run(async (transaction) =>
      this.units.bumpAccess(transaction, await this.graces.forget(transaction, ended, now)),
    );
  }

  /** Units by the topic that they have no reason to hear; a link that was made meanwhile is one. */
  private hearers(ended: readonly EndedGrace[]): Map<string, string[]> {
    const hearers = new Map<string, string[]>();
    for (const { unitUuid, nodeUuid, topicName, isLinked } of ended) {
      if (isLinked) continue;
      const topic = nodeTopic(this.settings.PU_DOMAIN, nodeUuid, topicName);
      hearers.set(topic, [...(hearers.get(topic) ?? []), unitUuid]);
    }
    return hearers;
  }
}
