import { PipelineConfig } from '../config/pipeline-config';
import { bytes, ConfigChanges, numberConfig, pipelineConfig } from '../fixtures/pipeline-config.fixture';
import { ImportCheck } from './import-check';
import { ImportFields } from './import-row';

const NOW = Date.parse('2025-09-10T12:00:00Z');
const TIME = '2025-09-10 08:27:01';

type Row = [state: string | Uint8Array, create?: string, start?: string, end?: string, type?: string];

const fields = ([state, create = TIME, start, end, type]: Row): ImportFields => ({
  state: typeof state === 'string' ? bytes(state) : state,
  create_datetime: create,
  start_window_datetime: start,
  end_window_datetime: end,
  aggregation_type: type,
});

/** Each row's stored value, or the column that is wrong; nothing behind that. */
function outcome(config: PipelineConfig, rows: Row[]): (string | number)[] {
  const check = new ImportCheck(config, NOW);
  const seen: (string | number)[] = [];
  for (const row of rows) {
    const result = check.next(fields(row));
    if (result.kind === 'problem') return [...seen, `${result.column} ${result.message}`];
    seen.push(result.kind === 'aggregate' ? result.state : result.value);
  }
  return seen;
}

const policy = (count = 10) => ({ policy_type: 'NRecords' as const, n_records_count: count });
const records = (changes: ConfigChanges = {}) => numberConfig({ policy: policy(), ...changes });
const texts = (changes: ConfigChanges = {}) => pipelineConfig({ policy: policy(), ...changes });
const windows = (size = 60) =>
  numberConfig({
    policy: { policy_type: 'Aggregation', time_window_size: size, aggregation_functions: 'Sum' },
  });

describe('rows of an import (docs/protocol/datapipe.md 5.6 as changed by decisions.md)', () => {
  it.each<[string, PipelineConfig, Row[], (string | number)[]]>([
    ['C1 plain', records(), [['5'], [' 5.50 ']], ['5', '5.50']],
    ['C1 underscore', records(), [['5'], [' 1_0 ']], ['5', 'state is not a number']],
    ['C1 nan', records(), [['nan']], ['state is not a number']],
    ['beyond a double', records(), [['1e400']], ['state is not a finite number']],
    [
      'C2',
      records({ policy: policy(3) }),
      [['1'], ['2'], ['3'], ['4']],
      ['1', '2', '3', 'state is beyond the 3 rows that the policy keeps'],
    ],
    [
      'C3',
      records(),
      [['1'], ['2', '2025-09-10 08:27:00']],
      ['1', 'create_datetime is before that of the row before'],
    ],
    [
      'C4',
      records(),
      [['1', '2025-09-10T08:27:01']],
      [expect.stringContaining('create_datetime is not a time')],
    ],
    [
      'no such day',
      records(),
      [['1', '2025-02-30 08:27:01']],
      [expect.stringContaining('create_datetime is not')],
    ],
    ...[
      '2025-02-29',
      '2100-02-29',
      '2025-04-31',
      '2025-01-32',
      '2025-01-00',
      '2025-00-01',
      '2025-13-01',
      '0075-01-01',
      '1969-12-31',
      '2299-12-31',
    ].map((day): [string, PipelineConfig, Row[], (string | number)[]] => [
      day,
      records(),
      [['1', `${day} 08:27:01`]],
      [expect.stringContaining('create_datetime is not')],
    ]),
    ...['24:00:00', '23:60:00', '23:59:60'].map(
      (time): [string, PipelineConfig, Row[], (string | number)[]] => [
        time,
        records(),
        [['1', `2025-09-10 ${time}`]],
        [expect.stringContaining('create_datetime is not')],
      ],
    ),
    [
      'the days and times that there are',
      records(),
      [
        ['1', '1970-01-01 00:00:00'],
        ['2', '2024-02-29 23:59:59.999999'],
        ['3', '2299-12-30 23:59:59'],
      ],
      ['1', '2', '3'],
    ],
    [
      'a zone',
      records(),
      [['1', '2025-09-10 08:27:01Z']],
      [expect.stringContaining('create_datetime is not')],
    ],
    [
      'seven digits',
      records(),
      [['1', `${TIME}.1234567`]],
      [expect.stringContaining('create_datetime is not')],
    ],
    [
      'before 1970',
      records(),
      [['1', '1969-12-31 23:59:59']],
      [expect.stringContaining('create_datetime is not')],
    ],
    [
      'C5: bytes as given',
      records({ filters: { max_size: 2 } }),
      [['5'], ['5.0']],
      ['5', 'state is larger than max_size'],
    ],
    [
      'bytes of text',
      texts({ filters: { max_size: 6 } }),
      [['тес'], ['тест']],
      ['тес', 'state is larger than max_size'],
    ],
    [
      'C6',
      records({ filters: { last_unique_check: true } }),
      [['5'], ['5.0']],
      ['5', expect.stringContaining('state is the same')],
    ],
    [
      'C7',
      records({ filters: { max_rate: 60 } }),
      [['1'], ['2', '2025-09-10 08:28:00']],
      ['1', expect.stringContaining('create_datetime is too soon')],
    ],
    ['C7 kept', records({ filters: { max_rate: 60 } }), [['1'], ['2', '2025-09-10 08:28:01']], ['1', '2']],
    [
      'list',
      records({ filters: { type_value_filtering: 'WhiteList', filtering_values: [1] } }),
      [['1.0'], ['2']],
      ['1.0', 'state is refused by the list of values'],
    ],
    [
      'threshold',
      records({ filters: { type_value_threshold: 'Max', threshold_max: 5 } }),
      [['5'], ['5.1']],
      ['5', 'state is outside the threshold'],
    ],
    ['not UTF-8', texts(), [[Buffer.from([0xff])]], ['state is not UTF-8']],
    ['no transformation', records({ transformations: { multiplication_ratio: 2 } }), [['5']], ['5']],
    ['no slice', texts({ transformations: { slice_start: 1 } }), [['abc']], ['abc']],
    ['C9', windows(), [['1', '2025-09-10 08:28:59', '2025-09-10 08:27:00', '2025-09-10 08:28:00']], [1]],
    [
      'C9 a minute',
      windows(),
      [['1', '2025-09-10 08:29:00', '2025-09-10 08:27:00', '2025-09-10 08:28:00']],
      [expect.stringContaining('create_datetime is a minute')],
    ],
    [
      'C10',
      windows(),
      [
        ['1', '2025-09-10 08:28:00', '2025-09-10 08:27:00', '2025-09-10 08:28:00'],
        ['2', '2025-09-10 08:28:00', '2025-09-10 08:27:00', '2025-09-10 08:28:00'],
      ],
      [1, 2],
    ],
    ['C11', windows(300), [['1', '2025-09-10 02:08:00', '2025-09-10 02:03:00', '2025-09-10 02:08:00']], [1]],
    [
      'another alignment',
      windows(300),
      [
        ['1', '2025-09-10 02:08:00', '2025-09-10 02:03:00', '2025-09-10 02:08:00'],
        ['2', '2025-09-10 02:14:00', '2025-09-10 02:09:00', '2025-09-10 02:14:00'],
      ],
      [1, expect.stringContaining('end_window_datetime is no multiple')],
    ],
    [
      'another size',
      windows(),
      [['1', '2025-09-10 08:29:00', '2025-09-10 08:27:00', '2025-09-10 08:29:00']],
      [expect.stringContaining('end_window_datetime is not 60 seconds')],
    ],
    [
      'no whole minute',
      windows(),
      [['1', '2025-09-10 08:28:00', '2025-09-10 08:27:00.5', '2025-09-10 08:28:00.5']],
      [expect.stringContaining('start_window_datetime is not a whole')],
    ],
    ['no window', windows(), [['1', '2025-09-10 08:28:00']], ['start_window_datetime is missing']],
    [
      'C12: a text is no state of an aggregate',
      windows(),
      [['abc', '2025-09-10 08:28:00', '2025-09-10 08:27:00', '2025-09-10 08:28:00']],
      ['state is not a number'],
    ],
    [
      'values are in the file, json_path is for payloads',
      records({ filters: { json_path: 'a' } }),
      [['5']],
      ['5'],
    ],
    ['text that looks like JSON', texts({ filters: { json_path: 'a' } }), [['{"a": 1}']], ['{"a": 1}']],
  ])('%s', (_name, config, rows, expected) => {
    expect(outcome(config, rows)).toEqual(expected);
  });

  it('takes the bounds of the active period, and no time beyond them', () => {
    const config = records({
      period: { type: 'DateRange', start: '2025-09-10T08:27:01+00:00', end: '2025-09-10T08:27:03+00:00' },
    });
    expect(
      outcome(config, [['1'], ['2', '2025-09-10 08:27:03'], ['3', '2025-09-10 08:27:03.000001']]),
    ).toEqual(['1', '2', 'create_datetime is outside the active period']);
    expect(outcome(config, [['1', '2025-09-10 08:27:00.999']])).toEqual([
      'create_datetime is outside the active period',
    ]);
  });

  it('takes what policy TimeWindow keeps now', () => {
    const config = texts({ policy: { policy_type: 'TimeWindow', time_window_size: 60 } });
    const beyond = [expect.stringContaining('create_datetime is not within')];
    expect(outcome(config, [['a', '2025-09-10 11:58:59.9']])).toEqual(beyond);
    expect(outcome(config, [['a', '2025-09-10 12:00:00.1']])).toEqual(beyond);
    expect(
      outcome(config, [
        ['a', '2025-09-10 11:59:00'],
        ['b', '2025-09-10 12:00:00'],
      ]),
    ).toEqual(['a', 'b']);
    expect(new ImportCheck(config, NOW).next(fields(['a', '2025-09-10 11:59:30']))).toEqual({
      kind: 'timed-record',
      value: 'a',
      stateType: 'Text',
      size: 1,
      timeMs: NOW - 30_000,
      expirationMs: NOW + 30_000,
    });
  });

  it('gives an aggregate the function and the size of the configuration', () => {
    const row: Row = ['-0', '2025-09-10 08:28:00.25', '2025-09-10 08:27:00', '2025-09-10 08:28:00'];
    expect(new ImportCheck(windows(), NOW).next(fields(row))).toEqual({
      kind: 'aggregate',
      createMs: Date.parse('2025-09-10T08:28:00.25Z'),
      startMs: Date.parse('2025-09-10T08:27:00Z'),
      endMs: Date.parse('2025-09-10T08:28:00Z'),
      state: 0,
      timeWindowSize: 60,
      function: 'Sum',
      position: 0,
    });
  });

  describe('of several functions', () => {
    const several = numberConfig({
      policy: { policy_type: 'Aggregation', time_window_size: 60, aggregation_functions: ['Avg', 'Max'] },
    });
    const row = (state: string, type?: string): Row => {
      const [start, end] = ['2025-09-10 08:27:00', '2025-09-10 08:28:00'];
      return [state, end, start, end, type];
    };

    it('each row says of which it is', () => {
      const check = new ImportCheck(several, NOW);
      const rows = [row('1', 'Max'), row('2', 'Avg'), row('3', 'Max')].map((each) =>
        check.next(fields(each)),
      );
      expect(rows).toMatchObject([
        { function: 'Max', position: 1, state: 1 },
        { function: 'Avg', position: 0, state: 2 },
        { function: 'Max', position: 1, state: 3 },
      ]);
    });

    it.each([
      [undefined, 'aggregation_type is missing'],
      ['', 'aggregation_type is none of Avg, Max'],
      ['Sum', 'aggregation_type is none of Avg, Max'],
      ['avg', 'aggregation_type is none of Avg, Max'],
      ['toString', 'aggregation_type is none of Avg, Max'],
    ])('%j is refused', (type, expected) => {
      expect(outcome(several, [row('1', type)])).toEqual([expected]);
    });

    it('one alone decides, whatever the row says', () => {
      expect(new ImportCheck(windows(), NOW).next(fields(row('1', 'Max')))).toMatchObject({
        function: 'Sum',
        position: 0,
      });
      expect(new ImportCheck(windows(), NOW).next(fields(row('1')))).toMatchObject({
        function: 'Sum',
        position: 0,
      });
    });
  });
});
