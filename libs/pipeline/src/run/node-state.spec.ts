import { AGGREGATION_FUNCTIONS } from '../config/pipeline-config';
import { bytes, numberConfig, pipelineConfig } from '../fixtures/pipeline-config.fixture';
import { compilePipeline } from './compile-pipeline';
import { decodeNodeState, emptyNodeState, EncodedNodeState, encodeNodeState, NodeState } from './node-state';

const T = Date.parse('2025-09-10T08:27:00Z');
const throughJson = (state: NodeState): NodeState =>
  decodeNodeState(JSON.parse(JSON.stringify(encodeNodeState(state))));

describe('node state in a checkpoint', () => {
  it('an empty state is an empty object', () => {
    expect(encodeNodeState(emptyNodeState())).toEqual({});
    expect(throughJson(emptyNodeState())).toEqual(emptyNodeState());
  });

  it.each([
    ['short text', 'alarm'],
    ['long text', 'x'.repeat(5000)],
    ['empty text', ''],
    ['text with a NUL', 'a\0b'],
  ])('uniqueness outlives it: %s', (_name, text) => {
    const pipeline = compilePipeline(
      pipelineConfig({
        filters: { last_unique_check: true },
        policy: { policy_type: 'NRecords', n_records_count: 1 },
      }),
    );
    const state = emptyNodeState();
    pipeline.process(state, bytes(text), T);
    const restored = throughJson(state);
    expect(restored).toEqual(state);
    expect(pipeline.process(restored, bytes(text), T + 1)).toMatchObject({ reason: 'unique' });
  });

  it('stays small whatever the node sends', () => {
    const state = emptyNodeState();
    compilePipeline(pipelineConfig()).process(state, bytes('ж'.repeat(100_000)), T);
    expect(JSON.stringify(encodeNodeState(state)).length).toBeLessThan(100);
  });

  it('holds the open window and the sum to the last bit', () => {
    const pipeline = compilePipeline(
      numberConfig({
        policy: { policy_type: 'Aggregation', time_window_size: 3600, aggregation_functions: 'Avg' },
      }),
    );
    const state = emptyNodeState();
    for (const value of ['0.1', '1e300', '-5e-324', '3']) pipeline.process(state, bytes(value), T);
    expect(throughJson(state)).toEqual(state);
    expect(state.window?.sum.length).toBeGreaterThan(1);
  });

  it('reads and writes a window of one function as it always did', () => {
    const w = [T, 60, 3, 2, -1, 5, 4];
    const state = decodeNodeState({ t: T, n: 5, w });
    expect(state.window).toEqual({
      startMs: T,
      sizeSeconds: 60,
      functions: 8,
      count: 2,
      min: -1,
      max: 5,
      sum: [4],
    });
    expect(encodeNodeState(state)).toEqual({ t: T, n: 5, w });
  });

  const everyChoice = Array.from({ length: 15 }, (_, index) =>
    AGGREGATION_FUNCTIONS.filter((_name, bit) => ((index + 1) >> bit) % 2 === 1),
  );
  it.each(everyChoice.map((functions) => [functions.join(), functions] as const))(
    'a window outlives it: %s',
    (_name, functions) => {
      const pipeline = compilePipeline(
        numberConfig({
          policy: {
            policy_type: 'Aggregation',
            time_window_size: 60,
            aggregation_functions: functions.length === 1 ? functions[0]! : functions,
          },
        }),
      );
      const state = emptyNodeState();
      for (const value of ['0.1', '1e300', '-5e-324', '3']) pipeline.process(state, bytes(value), T);
      const restored = throughJson(state);
      expect(restored).toEqual(state);
      expect(pipeline.closeWindow(restored, T + 60_000)).toEqual(pipeline.closeWindow(state, T + 60_000));
    },
  );

  it.each<unknown>([
    { t: 'x' },
    { n: null },
    { s: 5 },
    { w: [1, 2] },
    { w: [] },
    ...[-1, 0.5, 4, 9, 16, 17, 18, 20, 24, 32].map((functions) => ({ w: [0, 60, functions, 1, 1, 1] })),
    { c: Infinity },
  ])('a broken one is not taken for an empty one: %j', (encoded) => {
    expect(() => decodeNodeState(encoded as EncodedNodeState)).toThrow('Malformed node state');
  });
});
