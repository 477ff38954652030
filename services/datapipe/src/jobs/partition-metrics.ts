import { Inject, Injectable } from '@nestjs/common';
import { Counter, Gauge, METRICS, Registry } from '@unitfleet/observability';
import { UNSTORED_REASONS } from '../domain/telemetry/partition-counters';
import { PartitionFleet } from './partition-fleet';

/** What the partitions of this process do; read when somebody asks, so that the hot path only counts. */
@Injectable()
export class PartitionMetrics {
  constructor(fleet: PartitionFleet, @Inject(METRICS) registry: Registry) {
    const gauge = (name: string, help: string, read: (set: Gauge) => void, labelNames = ['partition']) =>
      new Gauge({
        name,
        help,
        labelNames,
        registers: [registry],
        collect() {
          this.reset();
          read(this);
        },
      });
    const each = (set: Gauge, value: (worker: WorkerView) => number): void => {
      for (const [partition, worker] of fleet.workers) set.set({ partition }, value(worker));
    };
    gauge('datapipe_partition_lag_frames', 'Frames behind the last one processed', (set) =>
      each(set, (worker) => worker.lag),
    );
    gauge('datapipe_partition_nodes', 'Nodes with a pipeline', (set) =>
      each(set, (worker) => worker.opened?.engine.nodeCount ?? 0),
    );
    gauge('datapipe_partition_sequence', 'Last frame processed', (set) =>
      each(set, (worker) => worker.opened?.engine.position.sequence ?? 0),
    );
    registerCounters(fleet, registry);
  }
}

type WorkerView = PartitionFleet['workers'] extends Map<number, infer Worker> ? Worker : never;

const registerCounters = (fleet: PartitionFleet, registry: Registry): void => {
  // An engine counts since its partition was taken; what it has not told yet is added at each reading.
  const told = new WeakMap<object, number[]>();
  const messages = new Counter({
    name: 'datapipe_messages_total',
    help: 'Device messages processed',
    labelNames: ['partition'],
    registers: [registry],
    collect: () => {
      for (const [partition, worker] of fleet.workers) {
        if (!worker.opened) continue;
        const { counters } = worker.opened.engine;
        const now = [counters.messages, ...UNSTORED_REASONS.map((reason) => counters.unstored[reason])];
        const before = told.get(counters) ?? now.map(() => 0);
        messages.inc({ partition }, now[0]! - before[0]!);
        UNSTORED_REASONS.forEach((reason, index) =>
          unstored.inc({ reason }, now[index + 1]! - before[index + 1]!),
        );
        told.set(counters, now);
      }
    },
  });
  const unstored = new Counter({
    name: 'datapipe_unstored_total',
    help: 'Device messages that a pipeline did not accept, by reason',
    labelNames: ['reason'],
    registers: [registry],
  });
};
