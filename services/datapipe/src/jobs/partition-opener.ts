import { Inject, Injectable } from '@nestjs/common';
import { toUuid } from '@unitfleet/contracts';
import { Counter, LOGGER, METRICS, Registry, type Logger } from '@unitfleet/observability';
import { CheckpointStore } from '../data/partitions/checkpoint.store';
import type { TakenPartition } from '../data/partitions/partition.store';
import { PipelineChanges } from '../data/pipelines/pipeline-changes';
import { TelemetrySink } from '../data/telemetry/telemetry-sink';
import { PartitionEngine } from '../domain/telemetry/partition-engine';
import { PipelineCache } from '../domain/telemetry/pipeline-cache';
import type { OpenedPartition } from './partition-worker';

/** Puts a partition's engine where its checkpoint says. */
@Injectable()
export class PartitionOpener {
  private readonly pipelines = new PipelineCache();
  private readonly recreated: Counter;

  constructor(
    private readonly checkpoints: CheckpointStore,
    private readonly changes: PipelineChanges,
    private readonly sink: TelemetrySink,
    @Inject(METRICS) registry: Registry,
    @Inject(LOGGER) private readonly log: Logger,
  ) {
    this.recreated = new Counter({
      name: 'datapipe_stream_recreated_total',
      help: 'Partitions that found another stream than their checkpoint knows: what it held unprocessed is lost',
      registers: [registry],
    });
  }

  /**
   * A stream that is not the checkpoint's one holds none of the configurations that came before it: they are taken as
   * they are now, and the stream is read from its beginning.
   */
  async open(taken: TakenPartition, streamCreated: string): Promise<OpenedPartition> {
    const isKnown = taken.streamCreated === streamCreated;
    if (!isKnown && taken.streamCreated !== null) this.reportLoss(taken, streamCreated);
    const engine = new PartitionEngine(
      { partition: taken.partition, sequence: isKnown ? taken.sequence : 0, timeMs: taken.timeMs },
      this.pipelines,
      this.sink,
      (node, configVersion, error) => void this.reportHealth(toUuid(node), configVersion, error),
    );
    const nodes = isKnown
      ? await this.checkpoints.loadNodes(taken.partition)
      : await this.checkpoints.loadNewestConfigurations(taken.partition);
    for (const node of nodes) engine.load(node, !isKnown);
    return { engine, streamCreated };
  }

  private reportLoss({ partition, sequence, streamCreated: known }: TakenPartition, found: string): void {
    this.recreated.inc();
    this.log.error(
      { partition, sequence, known, found },
      'the telemetry stream is not the one that was processed before: what it held unprocessed is lost',
    );
  }

  private async reportHealth(nodeUuid: string, configVersion: number, error: string | null): Promise<void> {
    try {
      await this.changes.reportHealth(nodeUuid, configVersion, error);
    } catch (reason) {
      this.log.warn({ err: reason, nodeUuid }, 'the health of a pipeline could not be noted');
    }
  }
}
