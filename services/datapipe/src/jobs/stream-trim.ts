import { jetstreamManager } from '@nats-io/jetstream';
import type { NatsConnection } from '@nats-io/nats-core';
import {
  Inject,
  Injectable,
  type BeforeApplicationShutdown,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { telemetrySubject } from '@unitfleet/contracts';
import { NATS_CONNECTION, streamIdentity } from '@unitfleet/messaging';
import { JobRegistry, LOGGER, type Logger } from '@unitfleet/observability';
import { TrimMarkStore } from '../data/partitions/trim-mark.store';
import { replayWindowMs } from '../domain/partitions/replay-window';
import { SETTINGS, type DatapipeSettings } from '../settings';
import { PartitionFleet } from './partition-fleet';
import { TELEMETRY_STREAM } from './partition-worker';
import { RepeatingJob } from './repeating-job';

const MINUTE_MS = 60_000;

/** Removes from the stream what is behind the checkpoint of its partition and older than the replay window. */
@Injectable()
export class StreamTrim implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly job: RepeatingJob;

  constructor(
    @Inject(NATS_CONNECTION) private readonly connection: NatsConnection,
    private readonly fleet: PartitionFleet,
    private readonly marks: TrimMarkStore,
    jobs: JobRegistry,
    @Inject(SETTINGS) private readonly settings: DatapipeSettings,
    @Inject(LOGGER) log: Logger,
  ) {
    this.job = new RepeatingJob(
      jobs.every('stream trim', settings.DATAPIPE_CLEANUP_MS),
      () => this.trim(),
      log,
    );
  }

  onApplicationBootstrap(): void {
    this.job.start();
  }

  async beforeApplicationShutdown(): Promise<void> {
    await this.job.stop();
  }

  private async trim(): Promise<void> {
    const partitions = [...this.fleet.workers.keys()];
    const { streams } = await jetstreamManager(this.connection, { checkAPI: false });
    const info = await streams.info(TELEMETRY_STREAM);
    const { config, state } = info;
    const windowMs = replayWindowMs(
      this.settings.DATAPIPE_REPLAY_WINDOW_MINUTES * MINUTE_MS,
      config.max_bytes > 0 ? state.bytes / config.max_bytes : 0,
    );
    await this.marks.mark(partitions, windowMs);
    for (const { partition, sequence } of await this.marks.takeOlderThan(
      partitions,
      windowMs,
      streamIdentity(info),
    ))
      await streams.purge(TELEMETRY_STREAM, { filter: telemetrySubject(partition), seq: sequence + 1 });
  }
}
