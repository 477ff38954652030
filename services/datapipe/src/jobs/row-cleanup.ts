import {
  Inject,
  Injectable,
  type BeforeApplicationShutdown,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { JobRegistry, LOGGER, type Logger } from '@unitfleet/observability';
import { SeriesCleaner } from '../data/reading/series-cleaner';
import { SurplusCleaner } from '../data/reading/surplus-cleaner';
import { RefusedRows } from '../data/telemetry/refused-rows';
import { SETTINGS, type DatapipeSettings } from '../settings';
import { RepeatingJob } from './repeating-job';

/** Passes of the clean-up between two looks for rows beyond N, which cost a scan. */
const PASSES_PER_SURPLUS = 10;

/** Removes rows that no read shows any more. */
@Injectable()
export class RowCleanup implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly job: RepeatingJob;
  private passes = 0;

  constructor(
    private readonly series: SeriesCleaner,
    private readonly surplus: SurplusCleaner,
    private readonly refused: RefusedRows,
    jobs: JobRegistry,
    @Inject(SETTINGS) settings: DatapipeSettings,
    @Inject(LOGGER) log: Logger,
  ) {
    this.job = new RepeatingJob(
      jobs.every('row clean-up', settings.DATAPIPE_CLEANUP_MS),
      () => this.clean(),
      log,
    );
  }

  onApplicationBootstrap(): void {
    this.job.start();
  }

  async beforeApplicationShutdown(): Promise<void> {
    await this.job.stop();
  }

  private async clean(): Promise<void> {
    await this.series.clean();
    this.passes += 1;
    if (this.passes % PASSES_PER_SURPLUS !== 0) return;
    await this.surplus.clean();
    await this.refused.forgetOld();
  }
}
