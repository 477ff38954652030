import { Inject, Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { JobRegistry, LOGGER, type Job, type Logger } from '@unitfleet/observability';
import { DataSource } from 'typeorm';

const HOUR_MS = 3_600_000;

/** Forgets handled messages once the streams have forgotten them too: nothing older can come again. */
@Injectable()
export class InboxJanitor implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly job: Job<number>;
  private timer: NodeJS.Timeout | undefined;

  constructor(
    @InjectDataSource() private readonly source: DataSource,
    @Inject(LOGGER) private readonly log: Logger,
    jobs: JobRegistry,
  ) {
    this.job = jobs.every('end of old inbox rows', HOUR_MS);
  }

  onApplicationBootstrap(): void {
    this.timer = setInterval(() => void this.clean(), this.job.everyMs);
  }

  onApplicationShutdown(): void {
    clearInterval(this.timer);
  }

  /** Does it once; a failure is noted, and the next turn comes. */
  async clean(): Promise<void> {
    await this.job
      .run(() => this.source.query("delete from inbox where handled_at < now() - interval '31 days'"))
      .catch((error) => this.log.warn({ err: error }, 'handled messages stay noted for another hour'));
  }
}
