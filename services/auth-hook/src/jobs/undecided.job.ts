import {
  Inject,
  Injectable,
  type BeforeApplicationShutdown,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { getDeviceAccess, PLATFORM } from '@unitfleet/contracts';
import { RpcClient } from '@unitfleet/messaging';
import { JobRegistry, LOGGER, type Logger } from '@unitfleet/observability';
import { Ticker } from '@unitfleet/service-host';
import { Undecided } from '../api/decisions/undecided';
import { BrokerOrders } from '../data/broker-orders';

const EVERY_MS = 1_000;

/** As soon as somebody can tell again, the broker is made to ask again about those who got no decision. */
@Injectable()
export class UndecidedJob implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly ticker: Ticker;

  constructor(
    private readonly undecided: Undecided,
    private readonly broker: BrokerOrders,
    private readonly rpc: RpcClient,
    jobs: JobRegistry,
    @Inject(LOGGER) private readonly log: Logger,
  ) {
    this.ticker = new Ticker(jobs.every('decisions that nobody could take', EVERY_MS), () => this.ask(), log);
  }

  onApplicationBootstrap(): void {
    this.ticker.start();
  }

  beforeApplicationShutdown(): Promise<void> {
    return this.ticker.stop();
  }

  private async ask(): Promise<void> {
    const unitUuid = this.undecided.sample();
    if (unitUuid === undefined) return;
    try {
      await this.rpc.call(getDeviceAccess, { unitUuid }, PLATFORM);
    } catch (error) {
      this.log.debug({ err: error }, 'still nobody can tell');
      return;
    }
    this.broker.forget(this.undecided.take());
  }
}
