import { Inject, Injectable } from '@nestjs/common';
import { toNodeKey, toUuid } from '@unitfleet/contracts';
import { Counter, LOGGER, METRICS, Registry, type Logger } from '@unitfleet/observability';
import { CheckpointStore } from '../data/partitions/checkpoint.store';
import type { TakenPartition } from '../data/partitions/partition.store';
import { NodeStore } from '../data/pipelines/node.store';
import { TelemetrySink } from '../data/telemetry/telemetry-sink';
import { PartitionEngine } from '../domain/telemetry/partition-engine';
import { PipelineCache } from '../domain/telemetry/pipeline-cache';
import { HealthReports } from './health-reports';
import type { OpenedPartition } from './partition-worker';

/** Puts a partition's engine where its checkpoint says. */
@Injectable()
export class PartitionOpener {
  private readonly pipelines = new PipelineCache();
  private readonly recreated: Counter;

  constructor(
    private readonly checkpoints: CheckpointStore,
    private readonly nodes: NodeStore,
    private readonly health: HealthReports,
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
    const failed = await this.nodes.listFailed(taken.partition);
    const broken = new Set<string>();
    const engine = new PartitionEngine(
      { partition: taken.partition, sequence: isKnown ? taken.sequence : 0, timeMs: taken.timeMs },
      this.pipelines,
      this.sink,
      (node, configVersion, error) => {
        broken.add(node);
        this.health.report(toUuid(node), configVersion, error);
      },
    );
    const nodes = isKnown
      ? await this.checkpoints.loadNodes(taken.partition)
      : await this.checkpoints.loadNewestConfigurations(taken.partition);
    for (const node of nodes) engine.load(node, !isKnown);
    // A former owner may have ended before it could note that they run.
    const loaded = new Map(
      failed.length === 0 ? [] : nodes.map(({ node, configVersion }) => [node, configVersion]),
    );
    for (const { uuid, configVersion } of failed) {
      const node = toNodeKey(uuid);
      if (loaded.get(node) === configVersion && !broken.has(node))
        this.health.report(uuid, configVersion, null);
    }
    return { engine, streamCreated };
  }

  private reportLoss({ partition, sequence, streamCreated: known }: TakenPartition, found: string): void {
    this.recreated.inc();
    this.log.error(
      { partition, sequence, known, found },
      'the telemetry stream is not the one that was processed before: what it held unprocessed is lost',
    );
  }
}
