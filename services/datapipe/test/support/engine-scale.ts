import { randomBytes } from 'node:crypto';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { FrameWriter, PARTITIONS, type NodeKey } from '@unitfleet/contracts';
import { parsePipelineDocument, toStoredConfig } from '@unitfleet/pipeline';
import { RowBuffer } from '../../src/data/clickhouse/row-buffer';
import { writeTimedRecord } from '../../src/data/clickhouse/table-writers';
import { PartitionEngine } from '../../src/domain/telemetry/partition-engine';
import { PipelineCache } from '../../src/domain/telemetry/pipeline-cache';
import type { TelemetryRows } from '../../src/domain/telemetry/telemetry-rows';

/**
 * All engines of an instance in one process, without stores around them: what a node takes in memory, what a message
 * costs, and how long a checkpoint holds up the event loop. `engine-scale <nodes> <messages>`; one line of JSON.
 */
const DOCUMENT = `
active_period: {type: Permanent}
filters: {type_input_value: Number, max_rate: 0, last_unique_check: false, max_size: 0}
processing_policy: {policy_type: TimeWindow, time_window_size: 86400}
`;
const MESSAGES_PER_FRAME = 64;
const ROWS_PER_BATCH = 5_000;
/** As the store of checkpoints takes them. */
const NODES_PER_SLICE = 1_000;
const START_MS = 1_700_000_000_000;

const [nodeCount = 1_000, messageCount = 400_000] = process.argv.slice(2).map(Number);

const storedConfig = (): string => {
  const parsed = parsePipelineDocument(DOCUMENT, { maxPayloadBytes: 1_024 });
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.errors));
  return toStoredConfig(parsed.config);
};

class Rows implements TelemetryRows {
  private readonly rows = new RowBuffer();

  timedRecord: TelemetryRows['timedRecord'] = (node, series, row, origin) => {
    if (this.rows.count >= ROWS_PER_BATCH) this.rows.clear();
    writeTimedRecord(this.rows, node, series, row, origin);
  };

  lastValue = (): void => undefined;
  record = (): void => undefined;
  aggregate = (): void => undefined;
}

const memory = (): number => {
  for (let pass = 0; pass < 3; pass += 1) global.gc?.();
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
};

/** Engines with their nodes, in the order in which they were put in. */
const fill = (): { engines: PartitionEngine[]; keys: NodeKey[][] } => {
  const cache = new PipelineCache();
  const rows = new Rows();
  const keys: NodeKey[][] = Array.from({ length: PARTITIONS }, () => []);
  const engines = keys.map(
    (_, partition) =>
      new PartitionEngine({ partition, sequence: 0, timeMs: START_MS }, cache, rows, () => undefined),
  );
  const config = storedConfig();
  const common = { configVersion: 1, series: 1, additionalSeries: [], isActive: true, config, state: null };
  for (let index = 0; index < nodeCount; index += 1) {
    const node = randomBytes(16).toString('latin1');
    const partition = index % PARTITIONS;
    engines[partition]!.load({ ...common, node }, false);
    keys[partition]!.push(node);
  }
  return { engines, keys };
};

/** Frames of a partition that visit its nodes one after the other, in an order that has nothing to do with memory. */
const framesFor = (nodes: readonly NodeKey[], messages: number, firstNumber: number): Uint8Array[] => {
  const writer = new FrameWriter('bridge-0');
  const frames: Uint8Array[] = [];
  const stride = 7_919;
  for (let index = 0; index < messages; index += 1) {
    const node = nodes[((firstNumber + index) * stride) % nodes.length]!;
    writer.add(node, START_MS + (index >> 8), 1, 1, Buffer.from(((index % 5_000) / 100).toFixed(2)));
    if (writer.count === MESSAGES_PER_FRAME || index === messages - 1) frames.push(writer.finish());
  }
  return frames;
};

const main = async (): Promise<void> => {
  const before = memory();
  const { engines, keys } = fill();
  let sequence = 0;
  const run = (frames: readonly Uint8Array[][]): number => {
    const start = process.cpuUsage();
    const longest = Math.max(...frames.map((list) => list.length));
    for (let index = 0; index < longest; index += 1) {
      sequence += 1;
      frames.forEach((list, partition) => {
        const frame = list[index];
        if (frame) engines[partition]!.process(sequence, frame);
      });
    }
    const { user, system } = process.cpuUsage(start);
    return user + system;
  };
  // Every node has a message behind it, as after a day.
  keys.forEach((nodes, partition) =>
    run(engines.map((_, at) => (at === partition ? framesFor(nodes, nodes.length, 0) : []))),
  );
  const bytesPerNode = Math.round((memory() - before) / nodeCount);
  const load = keys.map((nodes) => framesFor(nodes, Math.ceil(messageCount / PARTITIONS), 0));
  run(load);
  const cpuUs = Math.min(run(load), run(load), run(load));
  const checkpoint = await checkpointUnderLoad(engines, () => run(load.map((list) => list.slice(0, 1))));
  process.stdout.write(
    `${JSON.stringify({ nodes: nodeCount, bytesPerNode, usPerMessage: Number((cpuUs / messageCount).toFixed(3)), ...checkpoint })}\n`,
  );
};

/** Every node is dirty; between the slices messages are processed. */
const checkpointUnderLoad = async (
  engines: readonly PartitionEngine[],
  work: () => void,
): Promise<{ dirtyNodes: number; checkpointMs: number; longestStallMs: number }> => {
  const delay = monitorEventLoopDelay({ resolution: 1 });
  await nextTurn();
  delay.enable();
  const start = performance.now();
  const cuts = [];
  for (const engine of engines) {
    cuts.push(engine.snapshot().changes.changed);
    await nextTurn();
  }
  for (const cut of cuts)
    for (let at = 0; at < cut.size; at += NODES_PER_SLICE) {
      cut.part(at, at + NODES_PER_SLICE);
      await nextTurn();
      work();
      await nextTurn();
    }
  const checkpointMs = Math.round(performance.now() - start);
  delay.disable();
  const dirtyNodes = cuts.reduce((sum, { size }) => sum + size, 0);
  return { dirtyNodes, checkpointMs, longestStallMs: Math.round(delay.max / 1e6) };
};

void main();
