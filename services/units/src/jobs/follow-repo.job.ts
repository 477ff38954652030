import {
  Inject,
  Injectable,
  type BeforeApplicationShutdown,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { isDomainError } from '@unitfleet/contracts';
import { JobRegistry, LOGGER, METRICS, type Logger, type Registry } from '@unitfleet/observability';
import { Transactions } from '@unitfleet/persistence';
import { Clock, Ticker } from '@unitfleet/service-host';
import { CommandRequestsService } from '../api/commands/command-requests.service';
import { FirmwareProgressService } from '../api/firmware/firmware-progress.service';
import { TargetVersionService } from '../api/firmware/target-version.service';
import type { VersionLookup } from '../api/firmware/version-lookup';
import { NodeSyncService } from '../api/nodes/node-sync.service';
import { countFollowed, type FollowCounter } from '../data/unit-metrics';
import { UnitRepository } from '../data/unit.repository';
import { UpdateQueueRepository, type LeasedUpdate } from '../data/update-queue.repository';

const EVERY_MS = 500;
const UNITS_PER_TURN = 50;
const LEASE_MS = 60_000;
const RETRY_MS = 5_000;
/** While another service is away a Unit is tried again, for about an hour. */
const MAX_ATTEMPTS = 720;
/** What nobody foresaw (a database that is full, or that restarts) may pass too, for some minutes. */
const MAX_UNFORESEEN = 60;

const attemptsAt = (error: unknown): number => {
  if (!isDomainError(error)) return MAX_UNFORESEEN;
  return error.class.delivery === 'retry' ? MAX_ATTEMPTS : 0;
};

/** Brings Units to the target version of their Repo, one by one: one that fails stands in no other's way. */
@Injectable()
export class FollowRepoJob implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly ticker: Ticker;
  private readonly counter: FollowCounter;

  constructor(
    private readonly queue: UpdateQueueRepository,
    private readonly units: UnitRepository,
    private readonly targets: TargetVersionService,
    private readonly sync: NodeSyncService,
    private readonly commands: CommandRequestsService,
    private readonly progress: FirmwareProgressService,
    private readonly transactions: Transactions,
    private readonly clock: Clock,
    jobs: JobRegistry,
    @Inject(LOGGER) private readonly log: Logger,
    @Inject(METRICS) metrics: Registry,
  ) {
    this.ticker = new Ticker(jobs.every('Units follow their Repos', EVERY_MS), () => this.followAll(), log);
    this.counter = countFollowed(metrics);
  }

  onApplicationBootstrap(): void {
    this.ticker.start();
  }

  beforeApplicationShutdown(): Promise<void> {
    return this.ticker.stop();
  }

  private async followAll(): Promise<void> {
    for (;;) {
      const now = this.clock.now();
      const taken = await this.queue.take(new Date(now), new Date(now + LEASE_MS), UNITS_PER_TURN);
      const lookup = this.targets.lookup();
      for (const queued of taken) await this.attempt(queued, lookup);
      if (taken.length < UNITS_PER_TURN) return;
    }
  }

  private async attempt(queued: LeasedUpdate, lookup: VersionLookup): Promise<void> {
    const { unitUuid, attempts } = queued;
    try {
      await this.follow(queued, lookup);
      this.counter.inc({ outcome: 'done' });
    } catch (error) {
      const isPassing = attempts < attemptsAt(error);
      this.log.warn({ err: error, unit: unitUuid, isPassing }, 'a Unit could not follow its Repo');
      this.counter.inc({ outcome: isPassing ? 'postponed' : 'failed' });
      if (isPassing) return this.queue.postpone(queued, new Date(this.clock.now() + RETRY_MS));
      await this.giveUp(queued, error as Error);
    }
  }

  /**
   * The command and the end of the wait for it are one transaction, of whoever holds the Unit then: neither the end of a
   * process nor one that takes too long doubles the command.
   */
  private async follow(queued: LeasedUpdate, lookup: VersionLookup): Promise<void> {
    const known = await this.units.find(queued.unitUuid);
    const target = known?.isAutoUpdateFromRepoUnit ? await this.targets.resolve(known, lookup) : null;
    await this.transactions.run(async (transaction) => {
      const unit = await this.units.tryLock(transaction, queued.unitUuid);
      if (!(await this.queue.isHeld(transaction, queued))) return;
      if (unit?.isAutoUpdateFromRepoUnit && target) {
        await this.sync.sync(transaction, unit, target);
        await this.commands.request(transaction, unit, 'Update', target);
      }
      await this.queue.settle(transaction, queued);
    });
  }

  /** What is wrong is to be seen at the Unit, not in a log only. */
  private async giveUp(queued: LeasedUpdate, error: Error): Promise<void> {
    const reason = isDomainError(error) ? error.message : 'the Unit could not follow its Repo';
    await this.transactions.run(async (transaction) => {
      const unit = await this.units.tryLock(transaction, queued.unitUuid);
      if (!(await this.queue.isHeld(transaction, queued))) return;
      if (unit) await this.progress.advance(transaction, unit, { kind: 'failed', reason });
      await this.queue.settle(transaction, queued);
    });
  }
}
