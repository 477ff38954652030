import {
  Inject,
  Injectable,
  type BeforeApplicationShutdown,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { JobRegistry, LOGGER, type Logger } from '@unitfleet/observability';
import { Transactions } from '@unitfleet/persistence';
import { Clock, Ticker } from '@unitfleet/service-host';
import { LessThan } from 'typeorm';
import { FirmwareProgressService } from '../api/firmware/firmware-progress.service';
import { CommandRepository } from '../data/command.repository';
import { UnitEntity } from '../data/unit.entity';

const EVERY_MS = 2_000;
const UNITS_PER_TURN = 100;

/** Ends Updates of devices that fell silent (`docs/protocol/device.md`, oddity B10). */
@Injectable()
export class FirmwareExpiryJob implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly ticker: Ticker;

  constructor(
    private readonly progress: FirmwareProgressService,
    private readonly commands: CommandRepository,
    private readonly transactions: Transactions,
    private readonly clock: Clock,
    jobs: JobRegistry,
    @Inject(LOGGER) log: Logger,
  ) {
    this.ticker = new Ticker(jobs.every('end of silent updates', EVERY_MS), () => this.endLate(), log);
  }

  onApplicationBootstrap(): void {
    this.ticker.start();
  }

  beforeApplicationShutdown(): Promise<void> {
    return this.ticker.stop();
  }

  private async endLate(): Promise<void> {
    while ((await this.endSome()) === UNITS_PER_TURN);
  }

  /** Answers how many it looked at. */
  private endSome(): Promise<number> {
    const at = new Date(this.clock.now());
    const sentBefore = new Date(at.getTime() - this.progress.patienceMs);
    return this.transactions.run(async (transaction) => {
      const late = await transaction.manager.find(UnitEntity, {
        where: { firmwareUpdateStatus: 'RequestSent', lastFirmwareUpdateDatetime: LessThan(sentBefore) },
        order: { lastFirmwareUpdateDatetime: 'ASC' },
        take: UNITS_PER_TURN,
        lock: { mode: 'for_no_key_update', onLocked: 'skip_locked' },
      });
      for (const unit of late) {
        const isUnsent = await this.commands.isUnsent(transaction, unit.uuid, 'Update');
        await this.progress.advance(transaction, unit, { kind: 'looked-at', isUnsent, at });
      }
      return late.length;
    });
  }
}
