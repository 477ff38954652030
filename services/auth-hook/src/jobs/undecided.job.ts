import {
  Inject,
  Injectable,
  type BeforeApplicationShutdown,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { getDeviceAccess, PLATFORM } from '@unitfleet/contracts';
import { RpcClient } from '@unitfleet/messaging';
import { LOGGER, type Logger } from '@unitfleet/observability';
import { Undecided } from '../api/decisions/undecided';
import { BrokerOrders } from '../data/broker-orders';

const EVERY_MS = 1_000;

/** As soon as somebody can tell again, the broker is made to ask again about those who got no decision. */
@Injectable()
export class UndecidedJob implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private timer: NodeJS.Timeout | undefined;
  private turn: Promise<void> = Promise.resolve();
  private isStopped = false;

  constructor(
    private readonly undecided: Undecided,
    private readonly broker: BrokerOrders,
    private readonly rpc: RpcClient,
    @Inject(LOGGER) private readonly log: Logger,
  ) {}

  onApplicationBootstrap(): void {
    this.schedule();
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.isStopped = true;
    clearTimeout(this.timer);
    await this.turn;
  }

  private schedule(): void {
    if (this.isStopped) return;
    this.timer = setTimeout(() => {
      this.turn = this.ask().finally(() => this.schedule());
    }, EVERY_MS);
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
