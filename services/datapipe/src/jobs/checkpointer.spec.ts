import { Registry, type Logger } from '@unitfleet/observability';
import type { CheckpointStore } from '../data/partitions/checkpoint.store';
import type { TelemetrySink } from '../data/telemetry/telemetry-sink';
import { PartitionEngine } from '../domain/telemetry/partition-engine';
import { PipelineCache } from '../domain/telemetry/pipeline-cache';
import { Checkpointer } from './checkpointer';
import { PartitionWorker, type WorkerDependencies } from './partition-worker';

const workerOf = (engine: PartitionEngine, sequences: number[]): PartitionWorker => {
  const messages = {
    [Symbol.asyncIterator]: async function* () {
      for (const seq of sequences) yield { seq, data: new Uint8Array(), info: {} };
    },
    stop: () => undefined,
  };
  const consumer = { consume: async () => messages, delete: async () => true };
  return new PartitionWorker({ partition: 0, epoch: 1 }, Infinity, {
    jetstream: { consumers: { get: async () => consumer } },
    sink: { hasRoom: true },
    turn: { isOver: false },
    open: async () => ({ engine, streamCreated: 'now' }),
  } as never as WorkerDependencies);
};

describe('checkpoints', () => {
  it('are not written of a partition that failed within a frame', async () => {
    const engine = new PartitionEngine(
      { partition: 0, sequence: 0, timeMs: 0 },
      new PipelineCache(),
      {} as never,
      () => undefined,
    );
    jest.spyOn(engine, 'process').mockImplementation((sequence) => {
      if (sequence === 2) throw new TypeError('a defect');
    });
    const worker = workerOf(engine, [1, 2]);
    await expect(worker.start()).rejects.toThrow('a defect');
    const write = jest.fn(async () => new Set([0]));
    const checkpointer = new Checkpointer(
      { write } as never as CheckpointStore,
      { stored: async () => undefined } as never as TelemetrySink,
      new Registry(),
      {} as Logger,
    );
    expect(await checkpointer.write('here', [worker])).toEqual([]);
    expect(write).not.toHaveBeenCalled();
  });
});
