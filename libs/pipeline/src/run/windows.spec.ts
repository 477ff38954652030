import { AggregationFunction, TIME_WINDOW_SIZES } from '../config/pipeline-config';
import { bytes, numberConfig } from '../fixtures/pipeline-config.fixture';
import { compilePipeline } from './compile-pipeline';
import { CompiledPipeline } from './compiled-pipeline';
import { decodeNodeState, emptyNodeState, encodeNodeState, startNewSeries } from './node-state';
import { AggregateRow } from './outcome';

const aggregation = (
  time_window_size: number,
  aggregation_functions: AggregationFunction = 'Sum',
): CompiledPipeline =>
  compilePipeline(
    numberConfig({ policy: { policy_type: 'Aggregation', time_window_size, aggregation_functions } }),
  );

const MINUTE = 60_000;
const T = Date.parse('2025-09-10T08:27:00Z');

describe('aggregation windows (docs/protocol/datapipe.md 5.3)', () => {
  it.each([
    ['W1', '2025-09-10T08:27:13.5Z', 60, '2025-09-10T08:27:00.000Z', '2025-09-10T08:28:00.000Z'],
    ['W3', '2025-09-10T08:27:13.5Z', 1200, '2025-09-10T08:20:00.000Z', '2025-09-10T08:40:00.000Z'],
    ['W5', '2025-09-10T08:30:00Z', 900, '2025-09-10T08:30:00.000Z', '2025-09-10T08:45:00.000Z'],
    ['W7', '2025-09-10T01:30:00+03:00', 86400, '2025-09-09T00:00:00.000Z', '2025-09-10T00:00:00.000Z'],
  ])('%s', (_name, arrival, size, start, end) => {
    const pipeline = aggregation(size);
    const state = emptyNodeState();
    pipeline.process(state, bytes('1'), Date.parse(arrival));
    expect(pipeline.closeWindow(state, Date.parse(end) - 1)).toBeNull();
    expect(pipeline.closeWindow(state, Date.parse(end))).toEqual([
      {
        startMs: Date.parse(start),
        endMs: Date.parse(end),
        timeWindowSize: size,
        function: 'Sum',
        position: 0,
        state: 1,
      },
    ]);
  });

  it('every allowed size divides a day', () => {
    for (const size of TIME_WINDOW_SIZES) expect(86400 % size).toBe(0);
  });

  it.each<[AggregationFunction, number]>([
    ['Sum', 6.5],
    ['Avg', 1.625],
    ['Min', -1],
    ['Max', 4.5],
  ])('%s', (name, expected) => {
    const pipeline = aggregation(60, name);
    const state = emptyNodeState();
    for (const value of ['2', '-1', '4.5', '1']) pipeline.process(state, bytes(value), T);
    expect(pipeline.closeWindow(state, T + MINUTE)).toMatchObject([{ state: expected }]);
  });

  it('a later message closes a window as a tick does, and there is no row for an empty one', () => {
    const pipeline = aggregation(60);
    const state = emptyNodeState();
    pipeline.process(state, bytes('1'), T);
    expect(pipeline.process(state, bytes('2'), T + 5 * MINUTE)).toEqual({
      kind: 'folded',
      closed: [expect.objectContaining({ startMs: T, state: 1 })],
    });
    expect(pipeline.closeWindow(state, T + 6 * MINUTE)).toMatchObject([
      { startMs: T + 5 * MINUTE, state: 2 },
    ]);
    expect(pipeline.closeWindow(state, T + 60 * MINUTE)).toBeNull();
  });

  it('a message exactly on the boundary belongs to the new window', () => {
    const pipeline = aggregation(60);
    const state = emptyNodeState();
    pipeline.process(state, bytes('1'), T);
    expect(pipeline.process(state, bytes('2'), T + MINUTE)).toMatchObject({
      closed: [{ startMs: T, state: 1 }],
    });
    expect(pipeline.closeWindow(state, T + 2 * MINUTE)).toMatchObject([{ startMs: T + MINUTE, state: 2 }]);
  });

  it('never emits a window twice: a message stamped before a closed window counts in the next one', () => {
    const pipeline = aggregation(60);
    const state = emptyNodeState();
    pipeline.process(state, bytes('1'), T);
    pipeline.closeWindow(state, T + MINUTE);
    const restored = decodeNodeState(encodeNodeState(state));
    pipeline.process(restored, bytes('2'), T + MINUTE - 1);
    expect(pipeline.closeWindow(restored, T + 2 * MINUTE)).toMatchObject([{ startMs: T + MINUTE, state: 2 }]);
  });

  it('an open window survives a checkpoint with its exact sum', () => {
    const pipeline = aggregation(60);
    let state = emptyNodeState();
    for (const value of ['1e100', '1', '-1e100', '1e-30']) {
      pipeline.process(state, bytes(value), T);
      state = decodeNodeState(JSON.parse(JSON.stringify(encodeNodeState(state))));
    }
    expect(pipeline.closeWindow(state, T + MINUTE)).toMatchObject([{ state: 1 }]);
  });

  it('a value that would push the sum out of range is refused and the window keeps what it has', () => {
    const pipeline = aggregation(60);
    const state = emptyNodeState();
    pipeline.process(state, bytes('1.5e308'), T);
    expect(pipeline.process(state, bytes('1.5e308'), T)).toMatchObject({
      stage: 'ProcessingPolicy',
      reason: 'not_finite',
    });
    pipeline.process(state, bytes('-1e308'), T);
    expect(pipeline.closeWindow(state, T + MINUTE)).toMatchObject([{ state: 1.5e308 - 1e308 }]);
  });

  it('Min and Max need no sum and take values whose sum has none', () => {
    const pipeline = aggregation(60, 'Max');
    const state = emptyNodeState();
    pipeline.process(state, bytes('1.5e308'), T);
    pipeline.process(state, bytes('1.6e308'), T);
    expect(pipeline.closeWindow(state, T + MINUTE)).toMatchObject([{ state: 1.6e308 }]);
  });

  it('a new series discards the open window and keeps rate and uniqueness', () => {
    const state = emptyNodeState();
    aggregation(60).process(state, bytes('1'), T);
    startNewSeries(state);
    const rows: (readonly AggregateRow[] | null)[] = [];
    const hourly = aggregation(3600, 'Max');
    hourly.process(state, bytes('5'), T + 1);
    rows.push(hourly.closeWindow(state, T + MINUTE), hourly.closeWindow(state, T + 60 * MINUTE));
    expect(rows).toEqual([
      null,
      [expect.objectContaining({ function: 'Max', timeWindowSize: 3600, state: 5 })],
    ]);
    expect(state.lastNumber).toBe(5);
  });

  it('a window left over from another series never leaks into a row', () => {
    const state = emptyNodeState();
    aggregation(60, 'Min').process(state, bytes('1'), T);
    const sum = aggregation(60, 'Sum');
    expect(sum.closeWindow(state, T + MINUTE)).toBeNull();
    sum.process(state, bytes('5'), T + MINUTE);
    expect(sum.closeWindow(state, T + 2 * MINUTE)).toMatchObject([{ state: 5 }]);
  });

  describe('of several functions', () => {
    const all = compilePipeline(
      numberConfig({
        policy: {
          policy_type: 'Aggregation',
          time_window_size: 60,
          aggregation_functions: ['Avg', 'Min', 'Max', 'Sum'],
        },
      }),
    );

    it('one window gives a row for each, in their order', () => {
      const state = emptyNodeState();
      for (const value of ['2', '-1', '4.5', '1']) all.process(state, bytes(value), T);
      const row = { startMs: T, endMs: T + MINUTE, timeWindowSize: 60 };
      expect(all.closeWindow(state, T + MINUTE)).toEqual([
        { ...row, function: 'Avg', position: 0, state: 1.625 },
        { ...row, function: 'Min', position: 1, state: -1 },
        { ...row, function: 'Max', position: 2, state: 4.5 },
        { ...row, function: 'Sum', position: 3, state: 6.5 },
      ]);
    });

    it('a later message closes it as a tick does', () => {
      const state = emptyNodeState();
      all.process(state, bytes('1'), T);
      expect(all.process(state, bytes('2'), T + MINUTE)).toMatchObject({
        closed: ['Avg', 'Min', 'Max', 'Sum'].map((name) => ({ function: name, state: 1 })),
      });
    });

    it('a value that the sum cannot take is in none of them', () => {
      const state = emptyNodeState();
      all.process(state, bytes('1.5e308'), T);
      expect(all.process(state, bytes('1.6e308'), T)).toMatchObject({ reason: 'not_finite' });
      expect(all.closeWindow(state, T + MINUTE)).toMatchObject([...'1234'].map(() => ({ state: 1.5e308 })));
    });

    it('a window of other functions never leaks into a row', () => {
      const state = emptyNodeState();
      all.process(state, bytes('1'), T);
      expect(aggregation(60, 'Sum').closeWindow(state, T + MINUTE)).toBeNull();
    });
  });
});
