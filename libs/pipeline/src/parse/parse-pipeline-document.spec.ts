import { PipelineConfig } from '../config/pipeline-config';
import { parsePipelineDocument } from './parse-pipeline-document';
import { MAX_DOCUMENT_BYTES } from './read-yaml';

const limits = { maxPayloadBytes: 262_144 };

interface Stages {
  period?: string;
  filters?: string;
  transformations?: string;
  policy?: string;
}

const flow = (fields: string): string => `{${fields}}`;
const NUMBER = 'type_input_value: Number, max_rate: 0, max_size: 0';
const TEXT = 'type_input_value: Text, max_rate: 0, max_size: 0';

function yaml({ period, filters, transformations, policy }: Stages = {}): string {
  return [
    `active_period: ${flow(period ?? 'type: Permanent')}`,
    `filters: ${flow(filters ?? TEXT)}`,
    ...(transformations === undefined ? [] : [`transformations: ${flow(transformations)}`]),
    `processing_policy: ${flow(policy ?? 'policy_type: LastValue')}`,
  ].join('\n');
}

function stagesOf(document: string | Uint8Array): string[] {
  const result = parsePipelineDocument(document, limits);
  return result.ok ? [] : result.errors.map(({ stage }) => stage);
}

function parsed(document: string): PipelineConfig {
  const result = parsePipelineDocument(document, limits);
  if (!result.ok) throw new Error(JSON.stringify(result.errors));
  return result.config;
}

const whiteList = (values: string): string =>
  `${NUMBER}, type_value_filtering: WhiteList, filtering_values: ${values}`;

describe('validation (docs/protocol/datapipe.md 5.5 as changed by decisions.md)', () => {
  it.each<[string, string, string[]]>([
    ['a plain document', yaml(), []],
    ['V1: filtres is an alias', yaml().replace('filters', 'filtres'), []],
    [
      'V2, C8: values are required',
      yaml({ filters: `${NUMBER}, type_value_filtering: WhiteList` }),
      ['Filters'],
    ],
    ['V3', yaml({ filters: whiteList('["5"]') }), ['Filters']],
    [
      'V3 for Text',
      yaml({ filters: `${TEXT}, type_value_filtering: BlackList, filtering_values: [a, 5]` }),
      ['Filters'],
    ],
    ['V5', yaml({ filters: `${NUMBER}, filtering_values: [a, 1, 1.5]` }), []],
    [
      'V7',
      yaml({ filters: `${NUMBER}, type_value_threshold: Range, threshold_min: 5, threshold_max: 5` }),
      ['Filters'],
    ],
    [
      'V8: bounds are required for Text',
      yaml({ filters: `${TEXT}, type_value_threshold: Min` }),
      ['Filters'],
    ],
    ['V9', yaml({ filters: 'type_input_value: Text, max_rate: 0, max_size: 262144' }), []],
    ['V10', yaml({ filters: 'type_input_value: Text, max_rate: 0, max_size: 262145' }), ['Filters']],
    ['V11', yaml({ transformations: 'round_decimal_point: 8' }), ['Transformations']],
    ['V12', yaml({ transformations: 'multiplication_ratio: .inf' }), ['Transformations']],
    ['V12 nan', yaml({ transformations: 'multiplication_ratio: .nan' }), ['Transformations']],
    ['V12 in a list', yaml({ filters: whiteList('[1, -.inf]') }), ['Filters']],
    ['beyond 2^53', yaml({ filters: whiteList('[9007199254740993]') }), ['Filters']],
    ['beyond 2^53', yaml({ filters: `${NUMBER}, threshold_max: 9007199254740993` }), ['Filters']],
    ['up to 2^53', yaml({ filters: whiteList('[9007199254740992]') }), []],
    ['V13', yaml({ period: 'type: FromDate' }), ['ActivePeriod']],
    ['V13 ToDate', yaml({ period: 'type: ToDate, start: 2024-01-01' }), ['ActivePeriod']],
    ['V14: no zone is UTC', yaml({ period: 'type: FromDate, start: 2024-01-01' }), []],
    [
      'V15: zones may differ',
      yaml({ period: 'type: DateRange, start: 2024-01-01, end: "2024-01-02T00:00:00Z"' }),
      [],
    ],
    [
      'equal bounds',
      yaml({ period: 'type: DateRange, start: 2024-01-01, end: "2024-01-01T03:00:00+03:00"' }),
      ['ActivePeriod'],
    ],
    ['V17', yaml({ policy: 'policy_type: NRecords, n_records_count: 0' }), ['ProcessingPolicy']],
    ['V17', yaml({ policy: 'policy_type: NRecords, n_records_count: 1024' }), []],
    ['V18', yaml({ policy: 'policy_type: NRecords, n_records_count: 1025' }), ['ProcessingPolicy']],
    [
      'the count is not checked elsewhere',
      yaml({ policy: 'policy_type: LastValue, n_records_count: 0' }),
      [],
    ],
    [
      'TimeWindow 61',
      yaml({ policy: 'policy_type: TimeWindow, time_window_size: 61' }),
      ['ProcessingPolicy'],
    ],
    [
      'V19',
      yaml({ filters: NUMBER, policy: 'policy_type: Aggregation, time_window_size: 60' }),
      ['ProcessingPolicy'],
    ],
    [
      'V20: Aggregation needs Number',
      yaml({ policy: 'policy_type: Aggregation, time_window_size: 60, aggregation_functions: Avg' }),
      ['ProcessingPolicy'],
    ],
    [
      'V21',
      'active_period: {type: Sometimes}\nfilters: {}\ntransformations: {round_decimal_point: -1}\nprocessing_policy: {}',
      ['ActivePeriod', 'Filters', 'Filters', 'Filters', 'Transformations', 'ProcessingPolicy'],
    ],
    ['V22: scalar root', 'hello', ['ActivePeriod']],
    ['V22: list root', '- active_period', ['ActivePeriod']],
    ['V22: broken', 'active_period: [', ['ActivePeriod']],
    ['V23: empty', '', ['ActivePeriod']],
    ['all stages missing', '{}', ['ActivePeriod', 'Filters', 'ProcessingPolicy']],
    [
      'stages that are no mappings',
      'active_period: 1\nfilters: ~\ntransformations: []\nprocessing_policy: x',
      ['ActivePeriod', 'Filters', 'Transformations', 'ProcessingPolicy'],
    ],
    [
      'a bad list item fails every alternative',
      yaml({ filters: `${NUMBER}, filtering_values: [[1]]` }),
      ['Filters', 'Filters', 'Filters'],
    ],
    ['enums are case-sensitive', yaml({ period: 'type: permanent' }), ['ActivePeriod']],
    ['unknown keys are ignored', `${yaml({ filters: `${TEXT}, colour: blue` })}\nextra: {deep: [1]}`, []],
    [
      'null for a required field',
      yaml({ filters: 'type_input_value: Text, max_rate: ~, max_size: 0' }),
      ['Filters'],
    ],
    [
      'max_rate 86401',
      yaml({ filters: 'type_input_value: Text, max_rate: 86401, max_size: 0' }),
      ['Filters'],
    ],
  ])('%s', (_name, document, stages) => {
    expect(stagesOf(document)).toEqual(stages);
  });

  it('V4: a bool in a list counts as a number', () => {
    expect(parsed(yaml({ filters: whiteList('[true, 1, 1.5]') })).filters.filtering_values).toEqual([
      1, 1, 1.5,
    ]);
  });

  it('thresholds are floats', () => {
    const { filters } = parsed(yaml({ filters: `${NUMBER}, type_value_threshold: Min, threshold_min: 1.5` }));
    expect(filters.threshold_min).toBe(1.5);
  });

  it('a broken field hides the rules across fields of its stage', () => {
    const result = parsePipelineDocument(
      yaml({
        filters: 'type_input_value: Number, max_rate: x, max_size: 9999999, type_value_filtering: WhiteList',
      }),
      limits,
    );
    expect(result).toMatchObject({
      ok: false,
      errors: [{ stage: 'Filters', message: expect.stringMatching(/^max_rate: /) }],
    });
  });

  it('at most one rule across fields per stage: lists, thresholds, max_size', () => {
    const all = `${NUMBER.replace('max_size: 0', 'max_size: 999999')}, type_value_filtering: WhiteList, filtering_values: [a], type_value_threshold: Min`;
    const messages = [
      all,
      all.replace('[a]', '[1]'),
      all.replace('[a]', '[1]').replace('Min', 'Min, threshold_min: 1'),
    ].map((filters) => {
      const result = parsePipelineDocument(yaml({ filters }), limits);
      return result.ok ? [] : result.errors.map(({ message }) => message);
    });
    expect(messages).toEqual([
      [expect.stringMatching(/^Value error, every item of filtering_values/)],
      [expect.stringMatching(/^Value error, threshold_min is required/)],
      [expect.stringMatching(/^Value error, max_size must be at most 262144/)],
    ]);
  });

  it('problems say where they are', () => {
    const document =
      'active_period:\n  type: Permanent\nfilters:\n  type_input_value: Text\n  max_rate: no way\n  max_size: 1\nprocessing_policy:\n  n_records_count: 3\n';
    expect(parsePipelineDocument(document, limits)).toEqual({
      ok: false,
      errors: [
        { stage: 'Filters', message: 'max_rate: Input should be a valid integer', line: 5, column: 13 },
        { stage: 'ProcessingPolicy', message: 'policy_type: Field required', line: 8, column: 3 },
      ],
    });
  });

  it('a syntax error says where it is', () => {
    expect(parsePipelineDocument('active_period:\n  type: "Perma\nfilters: {}', limits)).toMatchObject({
      ok: false,
      errors: [{ stage: 'ActivePeriod', line: expect.any(Number), column: expect.any(Number) }],
    });
    expect(parsePipelineDocument('a: b\nc: ]\n', limits)).toMatchObject({ errors: [{ line: 2, column: 4 }] });
  });
});

describe('dates (docs/protocol/datapipe.md 1.2)', () => {
  it.each([
    ['2023-11-15T12:43:56Z', '2023-11-15T12:43:56+00:00'],
    ['2023-11-15 12:43:56.5 +3', '2023-11-15T12:43:56.500000+03:00'],
    ['"2023-11-15T12:43"', '2023-11-15T12:43:00+00:00'],
    ['"2023-11-15T12:43:56-0530"', '2023-11-15T12:43:56-05:30'],
    ['2023-11-15', '2023-11-15T00:00:00+00:00'],
    ['2023-1-5 1:02:03', '2023-01-05T01:02:03+00:00'],
    ['1700052236', '2023-11-15T12:43:56+00:00'],
    ['"1700052236"', '2023-11-15T12:43:56+00:00'],
    ['1700052236.25', '2023-11-15T12:43:56.250000+00:00'],
    ['1700052236000', '2023-11-15T12:43:56+00:00'],
    ['0', '1970-01-01T00:00:00+00:00'],
    ['2024-02-29', '2024-02-29T00:00:00+00:00'],
  ])('%s', (written, stored) => {
    expect(parsed(yaml({ period: `type: FromDate, start: ${written}` })).active_period.start).toBe(stored);
  });

  it.each([
    '2023-02-29',
    '2023-13-01',
    '"2023-11-15T24:00:00Z"',
    '"tomorrow"',
    'yes',
    '.nan',
    '1.0e+300',
    '[1]',
    '""',
    '0000-01-01',
  ])('%s is no date', (written) => {
    expect(stagesOf(yaml({ period: `type: FromDate, start: ${written}` }))).toEqual(['ActivePeriod']);
  });
});

describe('YAML 1.1 (docs/protocol/datapipe.md 1.7)', () => {
  const value = (field: string, written: string): unknown =>
    parsed(yaml({ filters: `${NUMBER}, filtering_values: [${written}]${field}` })).filters
      .filtering_values?.[0];

  it.each<[string, string | number]>([
    ['1e3', '1e3'],
    ['1.5e+3', 1500],
    ['1.5e3', '1.5e3'],
    ['1_000', 1000],
    ['12:30:00', 45000],
    ['1:30.5', 90.5],
    ['010', 8],
    ['0x1F', 31],
    ['0b101', 5],
    ['-0', 0],
    ['y', 'y'],
    ['on', 1],
    ['"on"', 'on'],
    ['!!str 5', '5'],
    ['!!float 5', 5],
    ['!!int "5"', 5],
    ['08', '08'],
  ])('%s is %j', (written, expected) => {
    expect(value('', written)).toBe(expected);
  });

  it.each(['yes', 'On', '"t"', '1', '1.0'])('last_unique_check: %s is true', (written) => {
    expect(
      parsed(yaml({ filters: `${TEXT}, last_unique_check: ${written}` })).filters.last_unique_check,
    ).toBe(true);
  });

  it('numeric strings and integral floats are integers', () => {
    const { filters } = parsed(yaml({ filters: 'type_input_value: Text, max_rate: "5", max_size: 10.0' }));
    expect(filters).toMatchObject({ max_rate: 5, max_size: 10 });
  });

  it('follows aliases and merge keys; own keys win', () => {
    const document = `base: &base {type_input_value: Text, max_rate: 1, max_size: 2}
active_period: {type: &kind Permanent}
filters:
  <<: *base
  max_rate: 7
processing_policy: {policy_type: LastValue, note: *kind}`;
    expect(parsed(document).filters).toMatchObject({ type_input_value: 'Text', max_rate: 7, max_size: 2 });
  });

  it('the last of equal keys wins', () => {
    expect(parsed(yaml({ filters: `${TEXT}, max_rate: 9` })).filters.max_rate).toBe(9);
  });
});

describe('hostile documents are problems, never throws', () => {
  const bomb = [
    'a: &a0 [x]',
    ...Array.from({ length: 60 }, (_, i) => `b${i}: &a${i + 1} [${`*a${i}, `.repeat(9)}]`),
  ];

  it.each<[string, string | Uint8Array]>([
    ['not UTF-8', new Uint8Array([0x61, 0x3a, 0xff])],
    ['too large', `# ${'x'.repeat(MAX_DOCUMENT_BYTES)}`],
    ['nested flow', '['.repeat(60_000)],
    ['nested mappings', '{a: '.repeat(15_000)],
    ['nested dashes', '- '.repeat(30_000)],
    ['several documents', `${yaml()}\n---\n${yaml()}`],
    ['undefined alias', `${yaml()}\nx: *nowhere`],
    ['unknown tag', `${yaml()}\nx: !python/object:os.system {}`],
    ['control character', `${yaml()}\nx: "\u0001"`],
    ['lone surrogate', yaml({ filters: `${TEXT}, filtering_values: ["\\ud800"]` })],
    ['recursive alias', 'active_period: &a {type: *a}'],
    ['merge of itself', 'active_period: &a {<<: *a}\nfilters: {<<: [*a, *a]}'],
  ])('%s', (_name, document) => {
    expect(stagesOf(document).length).toBeGreaterThan(0);
  });

  it('an alias bomb outside of the stages costs nothing and harms nobody', () => {
    expect(stagesOf(`${bomb.join('\n')}\n${yaml()}`)).toEqual([]);
  });

  it('an alias bomb inside a list is a list of wrong items', () => {
    expect(
      stagesOf(`${bomb.join('\n')}\n${yaml({ filters: `${TEXT}, filtering_values: *a60` })}`),
    ).toHaveLength(27);
  });
});
