import { FiltersConfig, PipelineConfig } from '../config/pipeline-config';
import { bytes, ConfigChanges, numberConfig, pipelineConfig } from '../fixtures/pipeline-config.fixture';
import { compilePipeline } from './compile-pipeline';
import { emptyNodeState } from './node-state';
import { Outcome } from './outcome';

const T = Date.UTC(2025, 8, 10, 8, 27, 13);

function verdict(outcome: Outcome): string {
  return outcome.kind === 'dropped' ? outcome.reason : 'pass';
}

function run(config: PipelineConfig, ...messages: [payload: string | Buffer, timeMs: number][]): string[] {
  const pipeline = compilePipeline(config);
  const state = emptyNodeState();
  return messages.map(([payload, timeMs]) =>
    verdict(pipeline.process(state, typeof payload === 'string' ? bytes(payload) : payload, timeMs)),
  );
}

const number = (filters: Partial<FiltersConfig>): PipelineConfig => numberConfig({ filters });
const text = (filters: Partial<FiltersConfig>): PipelineConfig => pipelineConfig({ filters });

const whiteNumbers = number({ type_value_filtering: 'WhiteList', filtering_values: [5, 7.5] });
const whiteThousand = number({ type_value_filtering: 'WhiteList', filtering_values: [1000] });
const blackNumbers = number({ type_value_filtering: 'BlackList', filtering_values: [85, -127] });
const whiteText = (values: string[] | null): PipelineConfig =>
  text({ type_value_filtering: 'WhiteList', filtering_values: values });
const range = number({ type_value_threshold: 'Range', threshold_min: 0, threshold_max: 100 });
const textRange = text({ type_value_threshold: 'Range', threshold_min: 0, threshold_max: 100 });

describe('filters (docs/protocol/datapipe.md 5.1 as changed by decisions.md)', () => {
  it.each<[string, PipelineConfig, string, string]>([
    ['F1', whiteNumbers, '5.0', 'pass'],
    ['F2', whiteNumbers, '6', 'list'],
    ['F3: no hex floats', whiteNumbers, '0x5p0', 'not_a_number'],
    ['F5: white space is trimmed', whiteNumbers, ' 5', 'pass'],
    ['F6: white space is trimmed', whiteNumbers, '5\r\n', 'pass'],
    ['F7: and is no number', whiteNumbers, 'abc', 'not_a_number'],
    ['F8: no underscores', whiteThousand, '1_000', 'not_a_number'],
    ['F8 as an exponent', whiteThousand, '1e3', 'pass'],
    ['F9', blackNumbers, '85.00', 'list'],
    ['F10', blackNumbers, '84.99', 'pass'],
    ['F11', blackNumbers, 'hello', 'not_a_number'],
    ['F12', blackNumbers, 'NaN', 'not_a_number'],
    ['F13', whiteText(null), 'a', 'list'],
    ['F14', whiteText([]), 'a', 'list'],
    ['F15', text({ type_value_filtering: 'BlackList', filtering_values: [] }), 'a', 'pass'],
    ['F16', whiteText(['Alarm']), 'Alarm', 'pass'],
    ['F17: text is not trimmed', whiteText(['Alarm']), 'Alarm ', 'list'],
    ['F17: nor folded', whiteText(['Alarm']), 'alarm', 'list'],
    ['F19', range, '-0.0001', 'threshold'],
    ['F19', range, '100.0001', 'threshold'],
    ['F18: bounds are inclusive', range, '0', 'pass'],
    ['F18: bounds are inclusive', range, '100', 'pass'],
    ['F20', range, 'NaN', 'not_a_number'],
    ['F21', range, '+Inf', 'not_a_number'],
    ['F21', range, '-Inf', 'not_a_number'],
    ['F22', range, '1e400', 'not_finite'],
    ['F22', range, '-1e400', 'not_finite'],
    ['F23', range, 'abc', 'not_a_number'],
    ['F23', range, '', 'not_a_number'],
    ['F23', range, '50,5', 'not_a_number'],
    ['F25: thresholds leave text alone', textRange, '150', 'pass'],
    [
      'Min ignores max',
      number({ type_value_threshold: 'Min', threshold_min: 1, threshold_max: 2 }),
      '3',
      'pass',
    ],
    ['Min', number({ type_value_threshold: 'Min', threshold_min: 1.5 }), '1.4', 'threshold'],
    ['Max', number({ type_value_threshold: 'Max', threshold_max: 1.5 }), '1.6', 'threshold'],
    ['no filtering type: values ignored', number({ filtering_values: [1] }), '2', 'pass'],
    ['F31: max_size counts bytes', text({ max_size: 6 }), 'тест', 'size'],
    ['F32', text({ max_size: 8 }), 'тест', 'pass'],
    ['max_size counts the raw payload', number({ max_size: 2 }), ' 5 ', 'size'],
    ['F33: nothing precedes the first', text({ last_unique_check: true }), '', 'pass'],
    ['F39', pipelineConfig({ period: { start: '2099-01-01T00:00:00+00:00' } }), 'a', 'pass'],
  ])('%s', (_name, config, payload, expected) => {
    expect(run(config, [payload, T])).toEqual([expected]);
  });

  it.each([
    ['F27', 4990, 'rate'],
    ['F28', 5000, 'pass'],
  ])('%s: max_rate 5 after %d ms', (_name, elapsed, expected) => {
    expect(run(text({ max_rate: 5 }), ['a', T], ['b', T + elapsed])).toEqual(['pass', expected]);
  });

  it('F29: the first message has no rate', () => {
    expect(run(text({ max_rate: 86400 }), ['a', T])).toEqual(['pass']);
  });

  it('a small step back in time counts as too soon, a large one does not silence the node', () => {
    expect(run(text({ max_rate: 5 }), ['a', T], ['b', T - 10], ['c', T - 3_600_000])).toEqual([
      'pass',
      'rate',
      'pass',
    ]);
  });

  it('F34, F35: uniqueness compares numbers as numbers, with the input and not with the output', () => {
    const config = numberConfig({
      filters: { last_unique_check: true },
      transformations: { multiplication_ratio: 2 },
    });
    expect(run(config, ['10', T], ['20', T], ['20.0', T], ['2e1', T], ['10', T])).toEqual([
      'pass',
      'pass',
      'unique',
      'unique',
      'pass',
    ]);
  });

  it('uniqueness tells long texts apart that differ at the end', () => {
    const long = 'x'.repeat(5000);
    const config = text({ last_unique_check: true });
    expect(run(config, [`${long}a`, T], [`${long}b`, T], [`${long}b`, T], ['b', T])).toEqual([
      'pass',
      'pass',
      'unique',
      'pass',
    ]);
  });

  it.each<[string, ConfigChanges['period'], number, string]>([
    ['F37: ToDate at its end', { type: 'ToDate', end: '2025-09-10T08:27:13+00:00' }, T, 'inactive_period'],
    ['ToDate before its end', { type: 'ToDate', end: '2025-09-10T08:27:13+00:00' }, T - 1, 'pass'],
    ['FromDate at its start', { type: 'FromDate', start: '2025-09-10T11:27:13+03:00' }, T, 'inactive_period'],
    ['FromDate after its start', { type: 'FromDate', start: '2025-09-10T11:27:13+03:00' }, T + 1, 'pass'],
    [
      'DateRange inside',
      { type: 'DateRange', start: '2025-09-10T08:27:12+00:00', end: '2025-09-10T08:27:14+00:00' },
      T,
      'pass',
    ],
    [
      'DateRange at its end',
      { type: 'DateRange', start: '2025-09-10T08:27:12+00:00', end: '2025-09-10T08:27:13+00:00' },
      T,
      'inactive_period',
    ],
  ])('%s', (_name, period, timeMs, expected) => {
    expect(run(pipelineConfig({ period }), ['a', timeMs])).toEqual([expected]);
  });

  it('text that is not UTF-8 is refused, for numbers too', () => {
    const broken = Buffer.from([0xd1, 0x82, 0xd0]);
    expect(run(text({}), [broken, T])).toEqual(['not_utf8']);
    expect(run(number({}), [broken, T])).toEqual(['not_utf8']);
  });

  it('stages answer in the order list, threshold, rate, size, unique', () => {
    const config = number({
      type_value_filtering: 'BlackList',
      filtering_values: [500],
      type_value_threshold: 'Max',
      threshold_max: 100,
      max_rate: 5,
      max_size: 2,
      last_unique_check: true,
    });
    const messages: [string, number][] = [
      ['7', T],
      ['500', T],
      ['400', T],
      ['100', T],
      ['007', T + 5000],
      ['7', T + 5000],
    ];
    expect(run(config, ...messages)).toEqual(['pass', 'list', 'threshold', 'rate', 'size', 'unique']);
  });

  it('a drop leaves the state untouched', () => {
    const pipeline = compilePipeline(number({ max_rate: 5, last_unique_check: true }));
    const state = emptyNodeState();
    pipeline.process(state, bytes('1'), T);
    const before = structuredClone(state);
    for (const [payload, timeMs] of [
      ['2', T + 1],
      ['x', T + 9000],
      ['1', T + 9000],
      ['1e999', T + 9000],
    ] as const)
      expect(pipeline.process(state, bytes(payload), timeMs).kind).toBe('dropped');
    expect(state).toEqual(before);
  });
});
