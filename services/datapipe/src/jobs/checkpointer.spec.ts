import { randomUUID } from 'node:crypto';
import { controlFrame, FrameWriter, toNodeKey, type NodeKey } from '@unitfleet/contracts';
import { Registry, type Logger } from '@unitfleet/observability';
import { defaultPipelineConfig, toStoredConfig } from '@unitfleet/pipeline';
import type { Checkpoint, CheckpointStore } from '../data/partitions/checkpoint.store';
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

const newEngine = () =>
  new PartitionEngine(
    { partition: 0, sequence: 0, timeMs: 0 },
    new PipelineCache(),
    { lastValue: () => undefined } as never,
    () => undefined,
  );

const messageOf = (node: NodeKey): Uint8Array => {
  const writer = new FrameWriter('bridge-0');
  writer.add(node, 5_000, 0, 0, Buffer.from('1'));
  return writer.finish();
};

const checkpointerInto = (write: CheckpointStore['write']) =>
  new Checkpointer(
    { write } as never as CheckpointStore,
    { stored: async () => undefined } as never as TelemetrySink,
    new Registry(),
    { warn: () => undefined } as never as Logger,
  );

describe('checkpoints', () => {
  it('are not written of a partition that failed within a frame', async () => {
    const engine = newEngine();
    jest.spyOn(engine, 'process').mockImplementation((sequence) => {
      if (sequence === 2) throw new TypeError('a defect');
    });
    const worker = workerOf(engine, [1, 2]);
    await expect(worker.start()).rejects.toThrow('a defect');
    const write = jest.fn(async () => new Set([0]));
    expect(await checkpointerInto(write).write('here', [worker])).toEqual([]);
    expect(write).not.toHaveBeenCalled();
  });

  it('hold no node when they are written, and all of them again when that failed half way', async () => {
    const engine = newEngine();
    const nodes = [1, 2, 3].map(() => toNodeKey(randomUUID()));
    const config = toStoredConfig(defaultPipelineConfig());
    const version = { configVersion: 1, series: 1, additionalSeries: [], isActive: true, config };
    nodes.forEach((node, index) => engine.process(index + 1, controlFrame({ node, ...version })));
    const worker = workerOf(engine, []);
    worker.opened = { engine, streamCreated: 'now' };

    const written: Checkpoint[] = [];
    const statesOf = ({ snapshot }: Checkpoint, count: number) =>
      snapshot.changes.changed.part(0, count).map(({ node, state }) => [node, JSON.parse(state).t]);
    const failing = checkpointerInto(async (_instance, [cut]) => {
      written.push(cut!);
      expect(statesOf(cut!, 2)).toHaveLength(2);
      throw new Error('no database');
    });
    await expect(failing.write('here', [worker])).rejects.toThrow('no database');

    engine.process(4, messageOf(nodes[0]!));
    const working = checkpointerInto(async (_instance, [cut]) => {
      written.push(cut!);
      expect(new Map(statesOf(cut!, 3) as [string, number][]).size).toBe(3);
      expect(statesOf(cut!, 3)).toContainEqual([nodes[0], 5_000]);
      return new Set([0]);
    });
    expect(await working.write('here', [worker])).toEqual([]);
    expect(worker.checkpointed).toBe(4);
    for (const { snapshot } of written) {
      expect(snapshot.changes.changed.size).toBe(0);
      expect(snapshot.changes.changed.part(0, 3)).toEqual([]);
    }
    engine.process(5, messageOf(nodes[1]!));
    expect(engine.snapshot().changes.changed.part(0, 3)).toMatchObject([{ node: nodes[1] }]);
  });
});
