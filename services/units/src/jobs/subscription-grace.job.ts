import {
  Inject,
  Injectable,
  type BeforeApplicationShutdown,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { LOGGER, type Logger } from '@unitfleet/observability';
import { Transactions } from '@unitfleet/persistence';
import { Clock } from '@unitfleet/service-host';
import { BrokerClient } from '../data/clients/broker.client';
import { SubscriptionGraceRepository } from '../data/subscription-grace.repository';
import { UnitRepository } from '../data/unit.repository';
import { Ticker } from './ticker';

const EVERY_MS = 1_000;

/** Ends what devices may still hear that did not fetch their new schema in time. */
@Injectable()
export class SubscriptionGraceJob implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly ticker: Ticker;

  constructor(
    private readonly graces: SubscriptionGraceRepository,
    private readonly units: UnitRepository,
    private readonly transactions: Transactions,
    private readonly broker: BrokerClient,
    private readonly clock: Clock,
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

  private async endExpired(): Promise<void> {
    const ended = await this.transactions.run(async (transaction) => {
      const units = await this.graces.endExpired(transaction, new Date(this.clock.now()));
      if (units.length > 0) await this.units.bumpAccess(transaction, units);
      return units;
    });
    // A broker asks when somebody subscribes, not as long as they listen: a new connection has to ask.
    if (ended.length > 0) await this.broker.tryToKick(ended);
  }
}
