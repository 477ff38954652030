import { Inject, Injectable } from '@nestjs/common';
import { Counter, Gauge, METRICS, Registry } from '@unitfleet/observability';
import { UNSTORED_REASONS } from '../domain/telemetry/partition-counters';
import { PartitionFleet } from './partition-fleet';

/** What the partitions of this process do; read when somebody asks, so that the hot path only counts. */
@Injectable()
export class PartitionMetrics {
  constructor(fleet: PartitionFleet, @Inject(METRICS) registry: Registry) {
    const gauge = (name: string, help: string, read: (worker: WorkerView) => number | Promise<number>) =>
      new Gauge({
        name,
        help,
        labelNames: ['partition'],
        registers: [registry],
        async collect() {
          const values = await Promise.all(
            [...fleet.workers].map(async ([partition, worker]) => [partition, await read(worker)] as const),
          );
          this.reset();
          for (const [partition, value] of values) this.set({ partition }, value);
        },
      });
    gauge('datapipe_partition_lag_frames', 'Frames behind the last one processed', (worker) => worker.lag());
    gauge('datapipe_partition_nodes', 'Nodes with a pipeline', ({ opened }) => opened?.engine.nodeCount ?? 0);
    gauge(
      'datapipe_partition_sequence',
      'Last frame processed',
      ({ opened }) => opened?.engine.position.sequence ?? 0,
    );
    gauge(
      'datapipe_partition_state_bytes',
      'Memory of what the nodes of a partition remember, estimated from some of them',
      ({ opened }) => opened?.engine.stateBytes ?? 0,
    );
    registerCounters(fleet, registry);
  }
}

type WorkerView = PartitionFleet['workers'] extends Map<number, infer Worker> ? Worker : never;

const registerCounters = (fleet: PartitionFleet, registry: Registry): void => {
  // An engine counts since its partition was taken; what it has not told yet is added at each reading, and at its end.
  const told = new WeakMap<object, number[]>();
  const tell = ({ lease: { partition }, opened }: WorkerView): void => {
    if (!opened) return;
    const { counters } = opened.engine;
    const now = [counters.messages, ...UNSTORED_REASONS.map((reason) => counters.unstored[reason])];
    const before = told.get(counters) ?? now.map(() => 0);
    messages.inc({ partition }, now[0]! - before[0]!);
    UNSTORED_REASONS.forEach((reason, index) =>
      unstored.inc({ reason }, now[index + 1]! - before[index + 1]!),
    );
    told.set(counters, now);
  };
  fleet.onEnded = tell;
  const messages = new Counter({
    name: 'datapipe_messages_total',
    help: 'Device messages processed',
    labelNames: ['partition'],
    registers: [registry],
    collect: () => [...fleet.workers.values()].forEach(tell),
  });
  const unstored = new Counter({
    name: 'datapipe_unstored_total',
    help: 'Device messages that a pipeline did not accept, by reason',
    labelNames: ['reason'],
    registers: [registry],
  });
};
