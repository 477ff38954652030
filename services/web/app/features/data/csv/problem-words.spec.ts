import { describe, expect, it } from 'vitest';
import { configOf, previewCsv } from './check-csv';
import { csvWording, type CsvWording } from './problem-words';

const NOW = Date.parse('2026-01-02T04:00:00Z');
const filters = { type_input_value: 'Number', max_rate: 0, max_size: 0 };
const config = (policy: object, changes: { filters?: object; active_period?: object } = {}) =>
  configOf(
    JSON.stringify({
      active_period: changes.active_period ?? { type: 'Permanent', start: null, end: null },
      filters: { ...filters, ...changes.filters },
      transformations: null,
      processing_policy: policy,
      additional_pipelines: [],
    }),
    null,
  )!;

const three = { policy_type: 'NRecords', n_records_count: 3 };
const numbers = (changes: object) => config(three, { filters: changes });
const texts = numbers({ type_input_value: 'Text' });
const hour = config({ policy_type: 'TimeWindow', time_window_size: 3_600 });
const windows = config({
  policy_type: 'Aggregation',
  time_window_size: 300,
  aggregation_functions: ['Avg', 'Max'],
});
const yesterday = config(three, {
  active_period: { type: 'ToDate', start: null, end: '2026-01-01T00:00:00Z' },
});

const TIME = '2026-01-02 03:30:00';
const row = (state: string, time = TIME) => `${state},${time}`;
const windowRow = (created: string, start: string, end: string, name = 'Avg') =>
  `1,${[created, start, end].map((time) => `2026-01-02 ${time}`).join(',')},${name}`;

describe('the refusal of a row is known', () => {
  it.each<[CsvWording, ReturnType<typeof config>, string[]]>([
    ['missing', texts, ['1']],
    ['notTime', texts, [row('1', 'yesterday')]],
    ['before', texts, [row('1'), row('2', '2026-01-02 03:29:00')]],
    ['inactive', yesterday, [row('1')]],
    ['tooOld', hour, [row('1', '2026-01-02 02:59:59')]],
    ['tooMany', texts, ['1', '2', '3', '4'].map((state) => row(state))],
    ['list', numbers({ type_value_filtering: 'BlackList', filtering_values: [5] }), [row('5')]],
    ['threshold', numbers({ type_value_threshold: 'Max', threshold_max: 5 }), [row('6')]],
    ['rate', numbers({ max_rate: 10 }), [row('1'), row('2')]],
    ['size', numbers({ max_size: 2 }), [row('123')]],
    ['unique', numbers({ last_unique_check: true }), [row('1'), row('1')]],
    ['notNumber', numbers({}), [row('warm')]],
    ['notFinite', numbers({}), [row('1e400')]],
    ['notMinute', windows, [windowRow('03:35:00', '03:30:01', '03:35:00')]],
    ['notWindow', windows, [windowRow('03:35:00', '03:30:00', '03:36:00')]],
    ['awayFromEnd', windows, [windowRow('03:37:00', '03:30:00', '03:35:00')]],
    [
      'alignment',
      windows,
      [windowRow('03:35:00', '03:30:00', '03:35:00'), windowRow('03:36:00', '03:31:00', '03:36:00')],
    ],
    ['noFunction', windows, [windowRow('03:35:00', '03:30:00', '03:35:00', 'Sum')]],
  ])('%s', async (wording, pipeline, rows) => {
    const header = 'state,create_datetime,start_window_datetime,end_window_datetime,aggregation_type';
    const { problem } = await previewCsv(new Blob([[header, ...rows].join('\n')]), pipeline, NOW);
    expect(csvWording(problem?.text ?? '')?.wording).toBe(wording);
  });

  it('with its parts', () => {
    expect(csvWording('is beyond the 100 rows that the policy keeps')?.parts).toEqual({ most: '100' });
    expect(csvWording('is none of Avg, Max')?.parts).toEqual({ functions: 'Avg, Max' });
  });

  it('also when only the instance refuses so', () => {
    expect(csvWording('is not UTF-8')?.wording).toBe('notUtf8');
    expect(csvWording('holds the character NUL')?.wording).toBe('nul');
    expect(csvWording('a quote is not closed')?.wording).toBe('quote');
    expect(csvWording('is longer than 65536 bytes; a quote may not be closed')?.wording).toBe('tooLong');
  });

  it('or stays as it is', () => {
    expect(csvWording('is odd')).toBeNull();
  });
});
