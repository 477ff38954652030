import {
  Inject,
  Injectable,
  type BeforeApplicationShutdown,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { DomainError } from '@unitfleet/contracts';
import { JobRegistry, LOGGER, type Job, type Logger } from '@unitfleet/observability';
import { Directory } from '../data/directory';
import { ProjectionFill, type FillReport } from '../data/projection-fill';
import { ProjectionState } from '../data/projection-state';
import { SharedStore } from '../data/tiers/shared-store';

const EVERY_MS = 1_000;

/**
 * Sees to it that what Redis holds is what it was told. One that was started anew, or is another, is emptied before
 * it is believed, and filled again from the owners, as it is when changes were missed; what is not there yet is asked for meanwhile.
 */
@Injectable()
export class ProjectionKeeper implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private timer: NodeJS.Timeout | undefined;
  private turn: Promise<void> = Promise.resolve();
  private isStopped = false;
  private settledDoubts = 0;
  private readonly job: Job<number>;

  constructor(
    private readonly state: ProjectionState,
    private readonly fill: ProjectionFill,
    private readonly store: SharedStore,
    private readonly directory: Directory,
    jobs: JobRegistry,
    @Inject(LOGGER) private readonly log: Logger,
  ) {
    this.job = jobs.every('look after the projection', EVERY_MS);
  }

  onApplicationBootstrap(): void {
    this.look();
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.isStopped = true;
    clearTimeout(this.timer);
    await this.turn;
  }

  /**
   * Empties the projection and fills it anew.
   *
   * @throws DomainError `Unavailable` while somebody else does, or while an owner is silent
   */
  async rebuild(): Promise<FillReport> {
    const report = await this.refill('foreign');
    if (!report) throw new DomainError('Unavailable', 'the projection is being rebuilt already');
    return report;
  }

  private look(): void {
    this.turn = this.job
      .run(() => this.check())
      .catch((error) =>
        this.log.warn({ err: error }, 'the projection could not be looked after; its next turn comes'),
      )
      .finally(() => {
        if (!this.isStopped) this.timer = setTimeout(() => this.look(), EVERY_MS);
      });
  }

  private async check(): Promise<void> {
    if (this.store.redis.status !== 'ready') return;
    const { doubts } = this.store;
    const condition = doubts === this.settledDoubts ? await this.state.condition() : 'foreign';
    if (condition !== 'foreign') this.store.believe();
    if (condition !== 'complete' && (await this.refill(condition))) this.settledDoubts = doubts;
  }

  /** Null when somebody else does it. */
  private async refill(condition: 'foreign' | 'partial'): Promise<FillReport | null> {
    const lock = await this.state.lock();
    if (!lock) return null;
    try {
      const epoch = condition === 'foreign' ? await this.state.empty() : await this.state.epoch();
      if (condition === 'foreign') this.directory.forget();
      this.store.believe();
      const report = await this.fill.run(epoch, () => lock.renew());
      await this.state.filled();
      this.log.info({ ...report }, 'the projection was filled');
      return report;
    } finally {
      await lock.release().catch(() => undefined);
    }
  }
}
