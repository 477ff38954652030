import { AggregationFunction, PipelineConfig } from '../config/pipeline-config';
import { bytes, numberConfig, pipelineConfig } from '../fixtures/pipeline-config.fixture';
import { parseStoredConfig, toStoredConfig } from '../parse/stored-config';
import { compilePipeline } from './compile-pipeline';
import { decodeNodeState, emptyNodeState, encodeNodeState } from './node-state';
import { Outcome } from './outcome';

const T = Date.parse('2025-09-10T08:27:13Z');
const nRecords = { policy_type: 'NRecords', n_records_count: 100 } as const;

function run(config: PipelineConfig, messages: string[], stepMs = 1000): Outcome[] {
  const pipeline = compilePipeline(config);
  const state = emptyNodeState();
  return messages.map((message, index) => pipeline.process(state, bytes(message), T + index * stepMs));
}

function values(outcomes: Outcome[]): string[] {
  return outcomes.flatMap((outcome) => ('value' in outcome ? [outcome.value] : []));
}

describe('pipeline and policies (docs/protocol/datapipe.md 5.4 as changed by decisions.md)', () => {
  it('P1: uniqueness of text', () => {
    const config = pipelineConfig({ filters: { last_unique_check: true }, policy: nRecords });
    expect(values(run(config, ['a', 'a', 'b', 'a']))).toEqual(['a', 'b', 'a']);
  });

  it('P2: uniqueness works beside a transformation', () => {
    const config = numberConfig({
      filters: { last_unique_check: true },
      transformations: { multiplication_ratio: 2 },
      policy: nRecords,
    });
    expect(run(config, ['10', '10', '10'])).toEqual([
      { kind: 'record', value: '20', stateType: 'Number', size: 2, timeMs: T, maxCount: 100 },
      expect.objectContaining({ reason: 'unique' }),
      expect.objectContaining({ reason: 'unique' }),
    ]);
  });

  it('P3: uniqueness compares inputs, not rounded outputs', () => {
    const config = numberConfig({
      filters: { last_unique_check: true },
      transformations: { round_decimal_point: 0 },
      policy: nRecords,
    });
    expect(values(run(config, ['20.4', '20', '21', '21']))).toEqual(['20', '20', '21']);
  });

  it('P4: uniqueness compares inputs, not slices', () => {
    const config = pipelineConfig({
      filters: { last_unique_check: true },
      transformations: { slice_start: 0, slice_end: 3 },
      policy: nRecords,
    });
    expect(values(run(config, ['abcdef', 'abcdef', 'abc']))).toEqual(['abc', 'abc']);
  });

  it('P5: rate is measured from the last accepted message', () => {
    const config = pipelineConfig({ filters: { max_rate: 1 }, policy: nRecords });
    expect(values(run(config, ['m0', 'm1', 'm2', 'm3', 'm4', 'm5'], 400))).toEqual(['m0', 'm3']);
  });

  it('P7: an empty text is a value', () => {
    expect(run(pipelineConfig(), [''])).toEqual([{ kind: 'last-value', value: '', timeMs: T }]);
  });

  it('P9: values are transformed before they are aggregated', () => {
    const config = numberConfig({
      transformations: { round_decimal_point: 0 },
      policy: { policy_type: 'Aggregation', aggregation_functions: 'Sum', time_window_size: 60 },
    });
    const pipeline = compilePipeline(config);
    const state = emptyNodeState();
    for (let count = 0; count < 3; count++) pipeline.process(state, bytes('0.4'), T);
    expect(pipeline.closeWindow(state, T + 60_000)).toMatchObject([{ state: 0 }]);
  });

  it('P10: what is no number is not stored as one', () => {
    expect(run(numberConfig({ policy: nRecords }), ['abc'])).toEqual([
      { kind: 'dropped', stage: 'Filters', reason: 'not_a_number' },
    ]);
  });

  it('P11, P12: nodes share nothing', () => {
    const [a, b] = [
      numberConfig({ policy: nRecords }),
      numberConfig({ policy: { ...nRecords, n_records_count: 3 } }),
    ];
    expect([run(a, ['1']), run(b, ['1'])].flat()).toMatchObject([{ maxCount: 100 }, { maxCount: 3 }]);
  });

  it('P20: a window that ends just when a message comes is closed by it, and the message counts in the next one', () => {
    const pipeline = compilePipeline(
      numberConfig({
        policy: { policy_type: 'Aggregation', aggregation_functions: 'Sum', time_window_size: 60 },
      }),
    );
    const state = emptyNodeState();
    const start = T - (T % 60_000);
    for (const [payload, timeMs] of [
      ['1', start + 59_999],
      ['2', start + 60_000],
    ] as const)
      expect(pipeline.process(state, bytes(payload), timeMs)).toMatchObject({ kind: 'folded' });
    expect(pipeline.closeWindow(state, start + 120_000)).toMatchObject([
      { startMs: start + 60_000, state: 2 },
    ]);
  });

  it('P24: a start without zone is UTC, and nothing is silent about it', () => {
    const stored = toStoredConfig(
      pipelineConfig({ period: { type: 'FromDate', start: '2025-09-10T08:27:13' } }),
    );
    const parsed = parseStoredConfig(stored);
    if (!parsed.ok) throw new Error('a zone-less start is refused');
    expect(run(parsed.config, ['a', 'b'])).toEqual([
      expect.objectContaining({ reason: 'inactive_period' }),
      { kind: 'last-value', value: 'b', timeMs: T + 1000 },
    ]);
  });

  it('P26: a window of a day outlives a restart just before midnight', () => {
    const pipeline = compilePipeline(
      numberConfig({
        policy: { policy_type: 'Aggregation', aggregation_functions: 'Sum', time_window_size: 86_400 },
      }),
    );
    const midnight = Date.parse('2025-09-11T00:00:00Z');
    let state = emptyNodeState();
    pipeline.process(state, bytes('1'), midnight - 80_000_000);
    state = decodeNodeState(JSON.parse(JSON.stringify(encodeNodeState(state))));
    pipeline.process(state, bytes('2'), midnight - 1);
    expect(pipeline.closeWindow(state, midnight)).toMatchObject([{ endMs: midnight, state: 3 }]);
  });

  it.each<[string, string, AggregationFunction | AggregationFunction[]]>([
    ['P13', 'NaN', 'Min'],
    ['P13', '+Inf', 'Min'],
    ['P14', 'NaN', 'Max'],
    ['P15', 'NaN', ['Avg', 'Sum']],
    ['P15', 'Infinity', ['Avg', 'Min', 'Max', 'Sum']],
  ])('%s: %s never reaches an aggregate', (_name, payload, functions) => {
    const config = numberConfig({
      policy: { policy_type: 'Aggregation', aggregation_functions: functions, time_window_size: 60 },
    });
    const pipeline = compilePipeline(config);
    const state = emptyNodeState();
    expect(pipeline.process(state, bytes(payload), T)).toMatchObject({ reason: 'not_a_number' });
    expect(pipeline.closeWindow(state, T + 60_000)).toBeNull();
  });

  it('P16: TimeWindow keeps a row for its size', () => {
    const config = pipelineConfig({ policy: { policy_type: 'TimeWindow', time_window_size: 60 } });
    expect(run(config, ['тест'])).toEqual([
      {
        kind: 'timed-record',
        value: 'тест',
        stateType: 'Text',
        size: 8,
        timeMs: T,
        expirationMs: T + 60_000,
      },
    ]);
  });

  it('size is that of the stored value', () => {
    const config = pipelineConfig({ transformations: { slice_start: 1, slice_end: 3 }, policy: nRecords });
    expect(run(config, ['тест'])).toMatchObject([{ value: 'ес', size: 4 }]);
  });

  it('a NUL is kept where the store can hold it', () => {
    expect(run(pipelineConfig({ policy: nRecords }), ['a\0b'])).toMatchObject([{ value: 'a\0b', size: 3 }]);
    expect(run(pipelineConfig(), ['a\0b'])).toMatchObject([{ reason: 'nul_character' }]);
  });

  it('takes any view of bytes and does not keep it', () => {
    const pipeline = compilePipeline(pipelineConfig());
    const frame = new Uint8Array([0x78, 0x61, 0x62, 0x78]);
    const outcome = pipeline.process(emptyNodeState(), frame.subarray(1, 3), T);
    frame.fill(0);
    expect(outcome).toMatchObject({ value: 'ab' });
  });

  it('a configuration that validation refuses is a defect of the caller', () => {
    expect(() => compilePipeline(pipelineConfig({ policy: { policy_type: 'Aggregation' } }))).toThrow(
      TypeError,
    );
    expect(() => compilePipeline(pipelineConfig({ policy: { policy_type: 'NRecords' } }))).toThrow(TypeError);
    expect(() => compilePipeline(pipelineConfig({ period: { type: 'FromDate' } }))).toThrow(TypeError);
  });
});
