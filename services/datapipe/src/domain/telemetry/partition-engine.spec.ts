import { randomUUID } from 'node:crypto';
import { controlFrame, FrameWriter, tickFrame, toNodeKey, toUuid, type NodeKey } from '@unitfleet/contracts';
import {
  parsePipelineDocument,
  parseStoredConfig,
  toStoredConfig,
  type PipelineDocument,
} from '@unitfleet/pipeline';
import fc from 'fast-check';
import { allotSeries, type NodeSeries } from '../pipelines/allot-series';
import { PartitionEngine, type EngineSnapshot } from './partition-engine';
import { PipelineCache } from './pipeline-cache';
import type { StoredNode } from './node-slot';
import type { TelemetryRows } from './telemetry-rows';

const START_MS = 1_700_000_040_000;

const stages = (policy: string, filters = ''): string => `
active_period: { type: Permanent }
filters: { type_input_value: Number, max_rate: 0, max_size: 0${filters} }
processing_policy: { ${policy} }`;

type Additional = Record<string, readonly [policy: string, filters?: string]>;

/** The stored form of a document: the first pipeline, then the others by name. */
const stored = (policy: string, filters = '', additional: Additional = {}): string => {
  const named = Object.entries(additional).map(
    ([name, parts]) => `\n- name: ${name}${stages(...parts).replaceAll('\n', '\n  ')}`,
  );
  const document =
    stages(policy, filters) + (named.length > 0 ? `\nadditional_pipelines:${named.join('')}` : '');
  const parsed = parsePipelineDocument(document, { maxPayloadBytes: 1024 });
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.errors));
  return toStoredConfig(parsed.config);
};

const RECORDS = 'policy_type: NRecords, n_records_count: 3';
const TIMED = 'policy_type: TimeWindow, time_window_size: 60';
const SUM = 'policy_type: Aggregation, aggregation_functions: Sum, time_window_size: 60';
const LARGE = 'policy_type: Aggregation, aggregation_functions: [Max, Avg], time_window_size: 300';
const UNIQUE = ', last_unique_check: true';
const POSITIVE = ', type_value_threshold: Min, threshold_min: 0';

const CONFIGS = [
  stored('policy_type: LastValue'),
  stored(RECORDS, UNIQUE),
  stored(TIMED),
  stored(SUM),
  stored(SUM, '', { a: [LARGE, POSITIVE], b: [RECORDS, UNIQUE] }),
  stored('policy_type: LastValue', '', { b: [RECORDS, UNIQUE], c: [TIMED], a: [LARGE] }),
  stored(LARGE, POSITIVE, { a: [SUM], d: [TIMED, UNIQUE] }),
];

const documentOf = (config: string): PipelineDocument | null => {
  const parsed = parseStoredConfig(config);
  return parsed.ok ? parsed.config : null;
};

/** Rows by their key, as a replacing store keeps them. */
class KeyedRows implements TelemetryRows {
  readonly rows = new Map<string, string>();

  lastValue: TelemetryRows['lastValue'] = (node, value, timeMs, { sequence, index }) =>
    this.put(`value ${toUuid(node)}`, [value, timeMs, sequence, index]);
  record: TelemetryRows['record'] = (node, series, row, { sequence, index }) =>
    this.put(`record ${toUuid(node)} ${series} ${row.timeMs} ${sequence} ${index}`, row);
  timedRecord: TelemetryRows['timedRecord'] = (node, series, row, { sequence, index }) =>
    this.put(`timed ${toUuid(node)} ${series} ${row.timeMs} ${sequence} ${index}`, row);
  aggregate: TelemetryRows['aggregate'] = (node, series, row) =>
    this.put(`aggregate ${toUuid(node)} ${series} ${row.startMs} ${row.position}`, row);

  private put(key: string, row: unknown): void {
    this.rows.set(key, JSON.stringify(row));
  }
}

const at = (partition: number, sequence = 0, timeMs = 0) => ({ partition, sequence, timeMs });

const newEngine = (rows: TelemetryRows, start = at(0), onHealth = jest.fn()) =>
  new PartitionEngine(start, new PipelineCache(), rows, onHealth);

const data = (...messages: [node: NodeKey, timeMs: number, payload: string][]): Uint8Array => {
  const writer = new FrameWriter('bridge-0');
  for (const [node, timeMs, payload] of messages) writer.add(node, timeMs, 0, 0, Buffer.from(payload));
  return writer.finish();
};

const changed = ({ changes }: EngineSnapshot) => changes.changed.part(0, changes.changed.size);

/** A store of checkpoints, as the database keeps them. */
class Checkpoints {
  private position = at(0);
  private readonly nodes = new Map<NodeKey, Pick<StoredNode, 'configVersion' | 'state'>>();

  constructor(private readonly versions: Map<string, Omit<StoredNode, 'state'>>) {}

  write({ position, changes }: EngineSnapshot): void {
    this.position = position;
    for (const { node, configVersion, state } of changed({ position, changes }))
      this.nodes.set(node, { configVersion, state });
    for (const node of changes.removed) this.nodes.delete(node);
  }

  /** All that is known of each node: what its pipeline remembers, and its counts. */
  get states(): unknown[] {
    return [...this.nodes].map(([node, { state }]) => [toUuid(node), JSON.parse(state!)]).sort();
  }

  resume(rows: TelemetryRows): PartitionEngine {
    const engine = newEngine(rows, this.position);
    for (const [node, { configVersion, state }] of this.nodes)
      engine.load({ ...this.versions.get(`${node} ${configVersion}`)!, state }, false);
    return engine;
  }
}

describe('PartitionEngine', () => {
  const nodes = Array.from({ length: 4 }, () => toNodeKey(randomUUID()));

  it('gives the same rows, memory and counts however often it is killed and starts again from its checkpoint', () => {
    const versions = new Map<string, Omit<StoredNode, 'state'>>();
    const known = new Map<NodeKey, { config: string } & NodeSeries>();
    const control = (node: NodeKey, choice: number, configVersion: number): Uint8Array => {
      const config = CONFIGS[choice % CONFIGS.length]!;
      const before = known.get(node) ?? { config: '{}', series: 0, additionalSeries: [], lastSeries: 0 };
      const series = allotSeries(before, documentOf(before.config), documentOf(config)!);
      known.set(node, { config, ...series });
      const installed = { node, configVersion, config, isActive: choice < CONFIGS.length, ...series };
      versions.set(`${node} ${configVersion}`, installed);
      return controlFrame(installed);
    };
    const step = fc.oneof(
      {
        weight: 6,
        arbitrary: fc.array(fc.tuple(fc.nat(3), fc.nat(50_000), fc.integer()), {
          minLength: 1,
          maxLength: 5,
        }),
      },
      { weight: 2, arbitrary: fc.constant('tick' as const) },
      { weight: 1, arbitrary: fc.record({ node: fc.nat(3), choice: fc.nat(CONFIGS.length + 2) }) },
    );
    const run = fc.array(fc.record({ step, event: fc.constantFrom('none', 'none', 'checkpoint', 'kill') }), {
      maxLength: 40,
    });
    fc.assert(
      fc.property(run, (steps) => {
        let [now, version] = [START_MS, 10];
        known.clear();
        const first = nodes.map((node, index) => control(node, index + 2, 1 + index));
        const frames = steps.map(({ step: part }) => {
          now += 7_000;
          if (part === 'tick') return tickFrame('bridge-0', now);
          if (!Array.isArray(part)) return control(nodes[part.node]!, part.choice, (version += 1));
          return data(
            ...part
              .map(([node, ahead, value]): [NodeKey, number, string] => [
                nodes[node]!,
                now + ahead,
                String(value),
              ])
              .sort((a, b) => a[1] - b[1]),
          );
        });

        const calm = new KeyedRows();
        const undisturbed = newEngine(calm);
        [...first, ...frames].forEach((frame, index) => undisturbed.process(index + 1, frame));

        const rows = new KeyedRows();
        const checkpoints = new Checkpoints(versions);
        let engine = newEngine(rows);
        first.forEach((frame, index) => engine.process(index + 1, frame));
        checkpoints.write(engine.snapshot());
        // A cut is written when much has happened since.
        let late: EngineSnapshot | null = null;
        for (let index = 0, killed = new Set<number>(); index < frames.length; index += 1) {
          engine.process(first.length + index + 1, frames[index]!);
          const { event } = steps[index]!;
          if (event === 'checkpoint') {
            if (late) checkpoints.write(late);
            late = engine.snapshot();
          }
          if (event !== 'kill' || killed.has(index)) continue;
          killed.add(index);
          if (late) checkpoints.write(late);
          late = null;
          engine = checkpoints.resume(rows);
          index = engine.position.sequence - first.length - 1;
        }
        expect(rows.rows).toEqual(calm.rows);
        expect(engine.position).toEqual(undisturbed.position);
        if (late) checkpoints.write(late);
        checkpoints.write(engine.snapshot());
        const whole = new Checkpoints(versions);
        whole.write(undisturbed.snapshot());
        expect(checkpoints.states).toEqual(whole.states);
      }),
      { numRuns: 150 },
    );
  });

  const [node = ''] = nodes;
  const install = (engine: PartitionEngine, sequence: number, config: string, more = {}) =>
    engine.process(
      sequence,
      controlFrame({
        node,
        configVersion: sequence,
        series: 1,
        additionalSeries: [],
        isActive: true,
        config,
        ...more,
      }),
    );

  it('never lets time go back', () => {
    const rows = new KeyedRows();
    const engine = newEngine(rows);
    install(engine, 1, CONFIGS[2]!);
    engine.process(2, tickFrame('bridge-0', START_MS));
    engine.process(3, data([node, START_MS - 60_000, '1']));
    expect([...rows.rows.keys()]).toEqual([`timed ${toUuid(node)} 1 ${START_MS} 3 0`]);
  });

  it('processes a frame once, however often it comes', () => {
    const rows = new KeyedRows();
    const engine = newEngine(rows);
    install(engine, 1, CONFIGS[3]!);
    const frame = data([node, START_MS, '5']);
    for (const sequence of [2, 2, 1]) engine.process(sequence, frame);
    engine.process(3, tickFrame('bridge-0', START_MS + 60_000));
    expect([...rows.rows.values()].map((row) => JSON.parse(row).state)).toEqual([5]);
  });

  it('closes the window of a pipeline that was switched off, and discards that of another series', () => {
    const rows = new KeyedRows();
    const engine = newEngine(rows);
    install(engine, 1, CONFIGS[3]!);
    engine.process(2, data([node, START_MS, '5']));
    install(engine, 3, CONFIGS[3]!, { isActive: false });
    engine.process(4, data([node, START_MS + 1, '7']));
    engine.process(5, tickFrame('bridge-0', START_MS + 60_000));
    install(engine, 6, CONFIGS[3]!);
    engine.process(7, data([node, START_MS + 60_001, '8']));
    install(engine, 8, CONFIGS[3]!, { series: 8 });
    engine.process(9, tickFrame('bridge-0', START_MS + 120_000));
    expect([...rows.rows.values()].map((row) => JSON.parse(row).state)).toEqual([5]);
    expect(engine.counters.unstored.inactive).toBe(1);
  });

  it('counts why messages are not stored', () => {
    const engine = newEngine(new KeyedRows());
    install(engine, 1, CONFIGS[1]!);
    engine.process(2, data([node, START_MS, '1'], [node, START_MS, '1.0'], [node, START_MS, 'x']));
    engine.process(3, data([toNodeKey(randomUUID()), START_MS, '1']));
    engine.process(4, data([node, START_MS, '2'], [node, START_MS, '3']).subarray(0, -3));
    expect(engine.counters).toMatchObject({
      messages: 5,
      unstored: { unique: 1, not_a_number: 1, no_pipeline: 1, bad_frame: 1 },
    });
  });

  it('stops at a defect of what runs, of whatever kind, rather than drop the rest of a frame', () => {
    const rows = new KeyedRows();
    const engine = newEngine(rows);
    install(engine, 1, CONFIGS[0]!);
    rows.lastValue = () => {
      throw new RangeError('Maximum call stack size exceeded');
    };
    const bytes = data([node, START_MS, '1'], [node, START_MS, '2']);
    expect(() => engine.process(2, bytes)).toThrow('Maximum call stack size exceeded');
    expect(engine.position.sequence).toBe(1);
    expect(engine.counters.unstored.bad_frame).toBe(0);
  });

  it('counts by node what became of its messages since its pipe was changed', () => {
    const engine = newEngine(new KeyedRows());
    const counts = (): unknown => JSON.parse(engine.snapshot().changes.changed.part(0, 1)[0]!.state).k;
    engine.process(1, tickFrame('bridge-0', START_MS));
    install(engine, 2, CONFIGS[1]!);
    engine.process(3, data([node, START_MS, '1'], [node, START_MS, '1.0'], [node, START_MS, 'x']));
    engine.process(4, data([node, START_MS, ' 1 ']));
    expect(counts()).toEqual([START_MS, 1, { unique: 2, not_a_number: 1 }]);
    engine.process(5, data([node, START_MS, '1']));
    expect(counts()).toEqual([START_MS, 1, { unique: 3, not_a_number: 1 }]);
    engine.process(6, tickFrame('bridge-0', START_MS + 5_000));
    install(engine, 7, CONFIGS[1]!, { isActive: false });
    engine.process(8, data([node, START_MS, '2']));
    expect(counts()).toEqual([START_MS + 5_000, 0, { inactive: 1 }]);
    install(engine, 9, '{');
    engine.process(10, data([node, START_MS, '2']));
    expect(counts()).toEqual([START_MS + 5_000, 0, { broken_pipeline: 1 }]);
  });

  it('starts to count where a checkpoint has no counts', () => {
    const engine = newEngine(new KeyedRows(), at(0, 5, START_MS));
    const state = JSON.stringify({ t: START_MS, n: 1 });
    const version = { configVersion: 1, series: 1, additionalSeries: [], isActive: true };
    engine.load({ node, ...version, config: CONFIGS[1]!, state }, false);
    engine.process(6, data([node, START_MS, '1'], [node, START_MS, '2']));
    expect(JSON.parse(engine.snapshot().changes.changed.part(0, 1)[0]!.state).k).toEqual([
      START_MS,
      1,
      { unique: 1 },
    ]);
  });

  it('tells of a pipeline that cannot run, and of the one that can again', () => {
    const onHealth = jest.fn();
    const engine = newEngine(new KeyedRows(), at(0), onHealth);
    install(engine, 1, CONFIGS[0]!);
    install(engine, 2, '{');
    engine.process(3, data([node, START_MS, '1']));
    install(engine, 4, CONFIGS[0]!);
    expect(onHealth.mock.calls).toEqual([
      [node, 2, expect.stringContaining('cannot be read')],
      [node, 4, null],
    ]);
    expect(engine.counters.unstored.broken_pipeline).toBe(1);
  });

  describe('of a node with several pipelines', () => {
    const rowsOf = ({ rows }: KeyedRows) =>
      [...rows].map(([key, row]) => [key.replace(toUuid(node), 'node'), JSON.parse(row)]);
    const inSeries = (rows: KeyedRows) =>
      rowsOf(rows).map(([key, row]) => [key.split(' ', 3).join(' '), row.value ?? row.state]);
    const several = stored(SUM, '', { a: [LARGE, POSITIVE], b: [RECORDS, UNIQUE] });
    const LARGE_START_MS = Math.floor(START_MS / 300_000) * 300_000;

    it('puts each message through all of them, in the order of the document', () => {
      const rows = new KeyedRows();
      const engine = newEngine(rows);
      install(engine, 1, several, { additionalSeries: [2, 3] });
      engine.process(2, data([node, START_MS, '5'], [node, START_MS, '-2'], [node, START_MS + 1, '-2.0']));
      engine.process(3, tickFrame('bridge-0', START_MS + 60_000));
      engine.process(4, tickFrame('bridge-0', START_MS + 300_000));
      expect(rowsOf(rows).map(([key, row]) => [key, row.value ?? row.state])).toEqual([
        [`record node 3 ${START_MS} 2 0`, '5'],
        [`record node 3 ${START_MS} 2 1`, '-2'],
        [`aggregate node 1 ${START_MS} 0`, 1],
        [`aggregate node 2 ${LARGE_START_MS} 0`, 5],
        [`aggregate node 2 ${LARGE_START_MS} 1`, 5],
      ]);
      const { k, a } = JSON.parse(engine.snapshot().changes.changed.part(0, 1)[0]!.state);
      const additional = a.map(([name, series, { k: counts }]: [string, number, { k: unknown }]) => [
        name,
        series,
        counts,
      ]);
      expect([k, ...additional]).toEqual([
        [0, 3, {}],
        ['a', 2, [0, 1, { threshold: 2 }]],
        ['b', 3, [0, 2, { unique: 1 }]],
      ]);
      expect(engine.counters).toMatchObject({ messages: 3, unstored: { threshold: 2, unique: 1 } });
    });

    it('keeps what a pipeline remembers under its name, and nothing under another', () => {
      const rows = new KeyedRows();
      const engine = newEngine(rows);
      install(engine, 1, several, { additionalSeries: [2, 3] });
      engine.process(2, data([node, START_MS, '5']));
      const moved = stored(SUM, '', { b: [RECORDS, UNIQUE], new: [RECORDS, UNIQUE], a: [LARGE] });
      install(engine, 3, moved, { additionalSeries: [3, 4, 2] });
      engine.process(4, data([node, START_MS + 1, '5']));
      engine.process(5, tickFrame('bridge-0', START_MS + 300_000));
      expect(inSeries(rows)).toEqual([
        ['record node 3', '5'],
        ['record node 4', '5'],
        ['aggregate node 1', 10],
        ['aggregate node 2', 5],
        ['aggregate node 2', 5],
      ]);
    });

    it('discards the windows of a pipeline that was removed, or that stores into another series', () => {
      const rows = new KeyedRows();
      const engine = newEngine(rows);
      const two = stored(RECORDS, '', { a: [SUM], b: [SUM] });
      install(engine, 1, two, { additionalSeries: [2, 3] });
      engine.process(2, data([node, START_MS, '5']));
      install(engine, 3, stored(RECORDS, '', { b: [SUM] }), { additionalSeries: [4] });
      install(engine, 4, two, { additionalSeries: [5, 4] });
      engine.process(5, data([node, START_MS + 1, '7']));
      engine.process(6, tickFrame('bridge-0', START_MS + 60_000));
      const aggregates = inSeries(rows).filter(([key]) => key.startsWith('aggregate'));
      expect(aggregates.sort()).toEqual([
        ['aggregate node 4', 7],
        ['aggregate node 5', 7],
      ]);
    });

    it('go on with their series, also after a restart, when a writer that does not know them allots none', () => {
      const rows = new KeyedRows();
      const first = newEngine(rows);
      install(first, 1, several, { additionalSeries: [2, 3] });
      first.process(2, data([node, START_MS, '5']));
      install(first, 3, several);
      first.process(4, data([node, START_MS + 1, '6']));
      const { state } = first.snapshot().changes.changed.part(0, 1)[0]!;
      const engine = newEngine(rows, at(0, 4, START_MS + 1));
      const version = { node, configVersion: 3, series: 1, additionalSeries: [], isActive: true };
      engine.load({ ...version, config: several, state }, false);
      engine.process(5, data([node, START_MS + 2, '7']));
      engine.process(6, tickFrame('bridge-0', START_MS + 300_000));
      expect(inSeries(rows)).toEqual([
        ['record node 3', '5'],
        ['record node 3', '6'],
        ['record node 3', '7'],
        ['aggregate node 1', 18],
        ['aggregate node 2', 6],
        ['aggregate node 2', 7],
      ]);
    });

    it('counts what the node does not take for each pipeline, and as one message of the partition', () => {
      const engine = newEngine(new KeyedRows());
      install(engine, 1, several, { additionalSeries: [2, 3], isActive: false });
      engine.process(2, data([node, START_MS, '5']));
      const { k, a } = JSON.parse(engine.snapshot().changes.changed.part(0, 1)[0]!.state);
      expect([k, a[0][2].k, a[1][2].k]).toEqual(Array(3).fill([0, 0, { inactive: 1 }]));
      expect(engine.counters.unstored.inactive).toBe(1);
    });

    it('takes from a checkpoint of another stream what those remember whose series are still shown', () => {
      const first = newEngine(new KeyedRows());
      install(first, 1, several, { additionalSeries: [2, 3] });
      first.process(2, data([node, START_MS, '5']));
      const { state } = first.snapshot().changes.changed.part(0, 1)[0]!;
      const rows = new KeyedRows();
      const engine = newEngine(rows);
      const version = { node, configVersion: 9, series: 1, isActive: true, config: several, state };
      engine.load({ ...version, additionalSeries: [4, 3] }, true);
      engine.process(1, data([node, START_MS + 1, '5']));
      engine.process(2, tickFrame('bridge-0', START_MS + 300_000));
      expect(inSeries(rows)).toEqual([
        ['aggregate node 1', 10],
        ['aggregate node 4', 5],
        ['aggregate node 4', 5],
      ]);
    });
  });

  it('hands out changes once, and again when they were not written', () => {
    const engine = newEngine(new KeyedRows());
    install(engine, 1, CONFIGS[0]!);
    engine.process(2, data([node, START_MS, '1']));
    const lost = engine.snapshot();
    expect(changed(lost)).toMatchObject([{ node, configVersion: 1 }]);
    expect(lost.changes.configured).toEqual([node]);
    expect(changed(engine.snapshot())).toEqual([]);
    engine.restore(lost);
    engine.process(3, data([node, START_MS + 5, '2']));
    const next = engine.snapshot();
    expect(next.changes).toMatchObject({ changed: { size: 1 }, configured: [node], removed: [] });
    expect(JSON.parse(next.changes.changed.part(0, 1)[0]!.state).t).toBe(START_MS + 5);
    engine.restore(next);
    install(engine, 4, '');
    const removed = engine.snapshot().changes;
    expect(removed).toMatchObject({ changed: { size: 0 }, configured: [], removed: [node] });
  });

  it('a cut stays as it was taken, whatever happens to its nodes before it is written', () => {
    const nodes = [1, 2, 3, 4].map(() => toNodeKey(randomUUID()));
    const engine = newEngine(new KeyedRows());
    nodes.forEach((one, index) => install(engine, index + 1, CONFIGS[0]!, { node: one, configVersion: 1 }));
    engine.process(5, data(...nodes.map((one): [NodeKey, number, string] => [one, START_MS, '1'])));
    const cut = engine.snapshot();
    engine.process(6, data([nodes[0]!, START_MS + 1, '2']));
    install(engine, 7, CONFIGS[1]!, { node: nodes[1], configVersion: 2 });
    install(engine, 8, '', { node: nodes[2], configVersion: 2 });
    const read = () => changed(cut).map((one) => [one.node, one.configVersion, JSON.parse(one.state).t]);
    expect(read()).toEqual(nodes.map((one) => [one, 1, START_MS]));
    expect(read()).toEqual(nodes.map((one) => [one, 1, START_MS]));
    expect(changed(engine.snapshot()).map((one) => one.node)).toEqual(nodes.slice(0, 2));
  });
});
