import { setImmediate as nextTurn } from 'node:timers/promises';
import { Inject, Injectable } from '@nestjs/common';
import { Histogram, LOGGER, METRICS, Registry, type Logger } from '@unitfleet/observability';
import { CheckpointStore, type Checkpoint } from '../data/partitions/checkpoint.store';
import { TelemetrySink } from '../data/telemetry/telemetry-sink';
import type { PartitionWorker } from './partition-worker';

interface Cut extends Checkpoint {
  readonly worker: PartitionWorker;
}

/**
 * Nothing of a partition that stands where its last checkpoint left it, since a pipeline changes by frames alone, and of one
 * that failed within a frame.
 */
const takeCut = (worker: PartitionWorker): Cut[] => {
  if (!worker.opened || worker.hasFailed) return [];
  const { engine, streamCreated } = worker.opened;
  if (engine.position.sequence === worker.checkpointed) return [];
  return [{ worker, lease: worker.lease, streamCreated, snapshot: engine.snapshot() }];
};

/** Writes checkpoints, one round at a time: the cut first, then what precedes it into the stores, then where it stands. */
@Injectable()
export class Checkpointer {
  private round: Promise<unknown> = Promise.resolve();
  private readonly durations: Histogram;

  constructor(
    private readonly store: CheckpointStore,
    private readonly sink: TelemetrySink,
    @Inject(METRICS) registry: Registry,
    @Inject(LOGGER) private readonly log: Logger,
  ) {
    this.durations = new Histogram({
      name: 'datapipe_checkpoint_seconds',
      help: 'Time from the cut to the written checkpoint',
      buckets: [0.01, 0.05, 0.1, 0.25, 1, 5, 30],
      registers: [registry],
    });
  }

  /**
   * Processing goes on meanwhile. Answers the workers whose partition belongs to somebody else by now.
   *
   * @throws when an engine does not take the checkpoint; the next round includes everything again.
   */
  write(instance: string, workers: readonly PartitionWorker[]): Promise<PartitionWorker[]> {
    const next = this.round.then(() => this.writeRound(instance, workers));
    this.round = next.catch(() => undefined);
    return next;
  }

  private async writeRound(
    instance: string,
    workers: readonly PartitionWorker[],
  ): Promise<PartitionWorker[]> {
    const cuts: Cut[] = [];
    for (const worker of workers) {
      cuts.push(...takeCut(worker));
      // Each partition has a cut of its own, and one of many nodes takes its time.
      await nextTurn();
    }
    if (cuts.length === 0) return [];
    const endTimer = this.durations.startTimer();
    try {
      await this.sink.stored();
      const accepted = await this.store.write(instance, cuts);
      endTimer();
      for (const { worker, snapshot } of cuts) {
        worker.checkpointed = snapshot.position.sequence;
        snapshot.changes.changed.release();
      }
      return cuts.filter(({ lease }) => !accepted.has(lease.partition)).map(({ worker }) => worker);
    } catch (error) {
      for (const { worker, snapshot } of cuts) worker.opened!.engine.restore(snapshot);
      this.log.warn({ err: error, partitions: cuts.length }, 'a checkpoint failed; the next one includes it');
      throw error;
    }
  }
}
