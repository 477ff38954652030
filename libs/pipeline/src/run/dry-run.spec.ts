import * as fc from 'fast-check';
import { arbitraryRun } from '../fixtures/arbitrary-pipeline.fixture';
import { bytes, numberConfig, pipelineConfig } from '../fixtures/pipeline-config.fixture';
import { compilePipeline } from './compile-pipeline';
import { DryRun, DryRunStep } from './dry-run';
import { emptyNodeState } from './node-state';

const MINUTE = 60_000;
const T = Date.parse('2025-09-10T08:27:00Z');

describe('dry run', () => {
  it('names the stage and the reason of a drop, and what would be stored', () => {
    const config = numberConfig({
      filters: { type_value_threshold: 'Max', threshold_max: 10, last_unique_check: true },
      transformations: { multiplication_ratio: 2 },
      policy: { policy_type: 'NRecords', n_records_count: 3 },
    });
    const run = new DryRun(config);
    const steps = ['1', '1.0', '11', 'x'].flatMap((text) => run.message(bytes(text), T));
    expect(steps.map(({ drop, stored }) => drop ?? stored)).toEqual([
      expect.objectContaining({ kind: 'record', value: '2', timeMs: T, maxCount: 3 }),
      { stage: 'Filters', reason: 'unique' },
      { stage: 'Filters', reason: 'threshold' },
      { stage: 'Filters', reason: 'not_a_number' },
    ]);
  });

  it('tells the row of a window when it ends, by a tick, by a message, and at the end', () => {
    const run = new DryRun(
      numberConfig({
        policy: { policy_type: 'Aggregation', time_window_size: 60, aggregation_functions: 'Sum' },
      }),
    );
    const folded = { pipeline: null, payload: expect.anything(), drop: null, stored: null };
    const row = (startMs: number, state: number) => ({
      pipeline: null,
      timeMs: startMs + MINUTE,
      payload: null,
      drop: null,
      stored: expect.objectContaining({ kind: 'aggregate', startMs, state }),
    });
    expect(run.message(bytes('1'), T)).toEqual([{ timeMs: T, ...folded }]);
    expect(run.tick(T + MINUTE)).toEqual([row(T, 1)]);
    expect(run.message(bytes('2'), T + MINUTE)).toEqual([{ timeMs: T + MINUTE, ...folded }]);
    expect(run.message(bytes('x'), T + 2 * MINUTE)[0]).toEqual(row(T + MINUTE, 2));
    run.message(bytes('4'), T + 2 * MINUTE);
    expect(run.end()).toEqual([row(T + 2 * MINUTE, 4)]);
    expect(run.end()).toEqual([]);
  });

  it('tells of all pipelines, in their order', () => {
    const window = { policy_type: 'Aggregation', time_window_size: 60 } as const;
    const run = new DryRun({
      ...numberConfig({
        policy: { ...window, aggregation_functions: ['Min', 'Max'] },
        filters: { json_path: 'a' },
      }),
      additional_pipelines: [
        {
          name: 'sum',
          ...numberConfig({
            policy: { ...window, aggregation_functions: 'Sum' },
            filters: { json_path: 'b' },
          }),
        },
        { name: 'raw', ...pipelineConfig() },
      ],
    });
    const short = ({ pipeline, drop, stored }: DryRunStep) => [
      pipeline,
      drop?.reason ??
        (stored?.kind === 'aggregate' ? `${stored.function} ${stored.state}` : (stored?.kind ?? null)),
    ];
    const say = (text: string, timeMs: number) => run.message(bytes(text), timeMs).map(short);
    expect(say('{"a": 1, "b": 2}', T)).toEqual([
      [null, null],
      ['sum', null],
      ['raw', 'last-value'],
    ]);
    expect(say('{"a": 3}', T + 1)).toEqual([
      [null, null],
      ['sum', 'no_value'],
      ['raw', 'last-value'],
    ]);
    expect(say('x', T + MINUTE)).toEqual([
      ...[
        [null, 'Min 1'],
        [null, 'Max 3'],
        ['sum', 'Sum 2'],
      ],
      ...[
        [null, 'not_json'],
        ['sum', 'not_json'],
        ['raw', 'last-value'],
      ],
    ]);
    expect(run.end()).toEqual([]);
  });

  it('never lets time go back', () => {
    const run = new DryRun(pipelineConfig());
    run.tick(T);
    expect(run.message(bytes('a'), T - 1)[0]).toMatchObject({ timeMs: T });
  });

  it('says of every message what the pipeline does', () => {
    fc.assert(
      fc.property(arbitraryRun, ({ config, messages }) => {
        const run = new DryRun({ ...config, additional_pipelines: [] });
        const pipeline = compilePipeline(config);
        const state = emptyNodeState();
        const told = messages.flatMap(({ payload, timeMs }) =>
          run.message(payload, timeMs).filter((step) => step.payload !== null),
        );
        const done = messages.map(({ payload, timeMs }) => pipeline.process(state, payload, timeMs));
        expect(told.map(({ drop, stored }) => drop?.reason ?? stored?.kind ?? 'folded')).toEqual(
          done.map((outcome) => (outcome.kind === 'dropped' ? outcome.reason : outcome.kind)),
        );
      }),
      { numRuns: 300 },
    );
  });
});
