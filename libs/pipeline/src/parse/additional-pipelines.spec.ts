import { PipelineDocument } from '../config/pipeline-config';
import { parsePipelineDocument } from './parse-pipeline-document';
import { renderPipelineYaml } from './render-pipeline-yaml';
import { parseStoredConfig, toStoredConfig } from './stored-config';

const LIMITS = { maxPayloadBytes: 262_144 };
const FIRST = `active_period: {type: Permanent}
filters: {type_input_value: Text, max_rate: 0, max_size: 0}
processing_policy: {policy_type: LastValue}
`;
const STAGES =
  'active_period: {type: Permanent}, filters: {type_input_value: Number, max_rate: 0, max_size: 0}, processing_policy: {policy_type: NRecords, n_records_count: 3}';

const additional = (...items: string[]) =>
  `${FIRST}additional_pipelines:\n${items.map((item) => `- {${item}}\n`).join('')}`;

const problems = (document: string) => {
  const result = parsePipelineDocument(document, LIMITS);
  return result.ok ? [] : result.errors.map(({ stage, message }) => [stage, message]);
};
const parsed = (document: string): PipelineDocument => {
  const result = parsePipelineDocument(document, LIMITS);
  if (!result.ok) throw new Error(JSON.stringify(result.errors));
  return result.config;
};

describe('additional pipelines', () => {
  it.each([FIRST, `${FIRST}additional_pipelines:\n`, `${FIRST}additional_pipelines: []\n`])(
    'none: %j',
    (document) => {
      expect(parsed(document).additional_pipelines).toEqual([]);
    },
  );

  it('have a name and the four stages, under the rules of the first one', () => {
    expect(parsed(additional(`name: temperature, ${STAGES}`)).additional_pipelines).toEqual([
      {
        name: 'temperature',
        active_period: { type: 'Permanent', start: null, end: null },
        filters: expect.objectContaining({ type_input_value: 'Number', json_path: null }),
        transformations: null,
        processing_policy: expect.objectContaining({ policy_type: 'NRecords', n_records_count: 3 }),
      },
    ]);
  });

  it('unknown keys are ignored, also one that looks like more of them', () => {
    expect(problems(additional(`name: a, ${STAGES}, colour: blue, additional_pipelines: 5`))).toEqual([]);
  });

  it.each<[string, string, string[][]]>([
    [
      'no list',
      `${FIRST}additional_pipelines: {name: a}`,
      [['ActivePeriod', 'additional_pipelines: Input should be a valid list']],
    ],
    [
      'nine',
      additional(...Array.from({ length: 9 }, (_, index) => `name: n${index}, ${STAGES}`)),
      [['ActivePeriod', 'additional_pipelines: the list should have at most 8 items']],
    ],
    [
      'no mapping',
      `${FIRST}additional_pipelines: [a, ~, []]`,
      [0, 1, 2].map((index) => ['ActivePeriod', `additional_pipelines[${index}]: Input should be a mapping`]),
    ],
    ['no name', additional(STAGES), [['ActivePeriod', 'additional_pipelines[0]: name: Field required']]],
    [
      'a name that is no text',
      additional(`name: 5, ${STAGES}`),
      [['ActivePeriod', 'additional_pipelines[0]: name: Input should be a valid string']],
    ],
    ...['""', '"a b"', 'имя', '"a\\n"', 'a'.repeat(65)].map((name): [string, string, string[][]] => [
      `the name ${name}`,
      additional(`name: ${name}, ${STAGES}`),
      [
        [
          'ActivePeriod',
          "additional_pipelines[0]: name: Input should be 1 to 64 letters, digits, '_' or '-'",
        ],
      ],
    ]),
    [
      'a name twice',
      additional(`name: a, ${STAGES}`, `name: A, ${STAGES}`, `name: a, ${STAGES}`),
      [['ActivePeriod', "additional_pipelines[2]: name: 'a' is the name of additional_pipelines[0]"]],
    ],
    [
      'no stages',
      additional('name: a'),
      [
        ['ActivePeriod', 'additional_pipelines[0] (a): active_period: Field required'],
        ['Filters', 'additional_pipelines[0] (a): filters: Field required'],
        ['ProcessingPolicy', 'additional_pipelines[0] (a): processing_policy: Field required'],
      ],
    ],
    [
      'problems of several, and of the first',
      additional(
        `name: a, ${STAGES.replace('count: 3', 'count: 0')}`,
        STAGES.replace('Number', 'Sound'),
      ).replace('max_size: 0', 'max_size: x'),
      [
        ['Filters', 'max_size: Input should be a valid integer'],
        [
          'ProcessingPolicy',
          'additional_pipelines[0] (a): Value error, n_records_count must be between 1 and 1024',
        ],
        ['ActivePeriod', 'additional_pipelines[1]: name: Field required'],
        ['Filters', "additional_pipelines[1]: type_input_value: Input should be 'Text' or 'Number'"],
      ],
    ],
    [
      'a second LastValue',
      additional(`name: a, ${STAGES.replace(/NRecords.*\}/, 'LastValue}')}`),
      [
        [
          'ProcessingPolicy',
          'additional_pipelines[0] (a): Value error, a node has one value: only one of its pipelines may have policy_type LastValue',
        ],
      ],
    ],
    [
      'max_size beyond what the instance takes',
      additional(`name: a, ${STAGES.replace('max_size: 0', 'max_size: 262145')}`),
      [['Filters', 'additional_pipelines[0] (a): Value error, max_size must be at most 262144']],
    ],
  ])('%s', (_name, document, expected) => {
    expect(problems(document)).toEqual(expected);
  });

  it('LastValue may be the policy of an additional one', () => {
    const lastValue = (name: string) => `name: ${name}, ${STAGES.replace(/NRecords.*\}/, 'LastValue}')}`;
    const first = (...items: string[]) =>
      additional(...items).replace('policy_type: LastValue', 'policy_type: NRecords, n_records_count: 1');
    expect(problems(first(lastValue('a')))).toEqual([]);
    expect(problems(first(lastValue('a'), lastValue('b')))).toHaveLength(1);
  });

  it('problems say where they are', () => {
    const document = `${FIRST}additional_pipelines:
- name: a
  active_period: {type: Permanent}
  filters:
    type_input_value: Text
    max_rate: 0
    max_size: 0
    json_path: $..x
  processing_policy:
    policy_type: LastValue
- name: a b
`;
    expect(parsePipelineDocument(document, LIMITS)).toMatchObject({
      errors: [
        {
          stage: 'Filters',
          message: expect.stringMatching(
            /^additional_pipelines\[0\] \(a\): json_path: at character 2: '\.\.'/,
          ),
          line: 11,
          column: 16,
        },
        { stage: 'ActivePeriod', line: 14, column: 9 },
        { stage: 'ActivePeriod', line: 14, column: 3 },
        { stage: 'Filters' },
        { stage: 'ProcessingPolicy' },
      ],
    });
    const second = document.replace('$..x', '$.x').replace(/- name: a b\n/, '');
    expect(parsePipelineDocument(second, LIMITS)).toMatchObject({
      errors: [{ stage: 'ProcessingPolicy', line: 13, column: 18 }],
    });
  });

  it('may be aliases and merges of each other', () => {
    const document = `${FIRST}additional_pipelines:
- &a {name: a, ${STAGES}}
- {<<: *a, name: b}
`;
    const { additional_pipelines: pipelines } = parsed(document);
    expect(pipelines.map(({ name }) => name)).toEqual(['a', 'b']);
    expect(pipelines[1]).toEqual({ ...pipelines[0], name: 'b' });
  });

  it.each<[string, string]>([
    ['a list in itself', `${FIRST}additional_pipelines: &a [*a, *a]`],
    [
      'a pipeline in itself',
      `${FIRST}additional_pipelines: [&a {name: a, active_period: *a, filters: *a, processing_policy: *a}]`,
    ],
    ['merged with itself', `${FIRST}additional_pipelines: [&a {<<: *a}]`],
    ['30,000 items', `${FIRST}additional_pipelines: [${'1,'.repeat(30_000)}]`],
    ['the document in it', `&d\n${FIRST}additional_pipelines: [*d]`],
  ])('hostile: %s', (_name, document) => {
    expect(problems(document).length).toBeGreaterThan(0);
  });
});

describe('what is stored and given back', () => {
  const document = `active_period:
  type: Permanent
filters:
  type_input_value: Number
  max_rate: 0
  last_unique_check: false
  max_size: 0
  json_path: "$.temperature"
processing_policy:
  policy_type: Aggregation
  time_window_size: 60
  aggregation_functions:
  - Avg
  - Max
additional_pipelines:
- name: raw
  active_period:
    type: Permanent
  filters:
    type_input_value: Text
    type_value_filtering: BlackList
    filtering_values:
    - a
    max_rate: 0
    last_unique_check: false
    max_size: 0
  transformations:
    slice_end: 5
  processing_policy:
    policy_type: LastValue
- name: "1"
  active_period:
    type: Permanent
  filters:
    type_input_value: Text
    max_rate: 0
    last_unique_check: false
    max_size: 0
    json_path: status
  processing_policy:
    policy_type: NRecords
    n_records_count: 5
`;

  it('is rendered as it is written', () => {
    expect(renderPipelineYaml(parsed(document))).toBe(document);
  });

  it('is stored with every field of the contract, and what goes beyond it where it is set', () => {
    const stored = toStoredConfig(parsed(document));
    expect(parseStoredConfig(stored)).toEqual({ ok: true, config: parsed(document) });
    const { additional_pipelines: pipelines, ...first } = JSON.parse(stored);
    expect(Object.keys(JSON.parse(stored))).toEqual([
      ...['active_period', 'filters', 'transformations', 'processing_policy', 'additional_pipelines'],
    ]);
    expect(first.filters.json_path).toBe('$.temperature');
    expect(Object.keys(first.filters).at(-1)).toBe('json_path');
    expect(first.processing_policy.aggregation_functions).toEqual(['Avg', 'Max']);
    expect(Object.keys(pipelines[0])).toEqual([
      ...['name', 'active_period', 'filters', 'transformations', 'processing_policy'],
    ]);
    expect(Object.keys(pipelines[0].filters)).not.toContain('json_path');
  });
});

describe('aggregation_functions', () => {
  const functions = (written: string) =>
    `${FIRST.replace('Text', 'Number').replace('LastValue', `Aggregation, time_window_size: 60, aggregation_functions: ${written}`)}`;

  it.each<[string, string | string[]]>([
    ['Avg', 'Avg'],
    ['[Avg]', 'Avg'],
    ['[Min, Avg]', ['Avg', 'Min']],
    ['[Sum, Max, Min, Avg]', ['Avg', 'Min', 'Max', 'Sum']],
  ])('%s', (written, expected) => {
    expect(parsed(functions(written)).processing_policy.aggregation_functions).toEqual(expected);
  });

  it.each([
    ['[]', 'aggregation_functions: the list should have at least one item'],
    ['[Avg, Avg]', "aggregation_functions: item 2: 'Avg' is there already"],
    ['[Avg, avg]', "aggregation_functions: item 2: Input should be 'Avg', 'Min', 'Max' or 'Sum'"],
    ['[[Avg]]', "aggregation_functions: item 1: Input should be 'Avg', 'Min', 'Max' or 'Sum'"],
    ['[Avg, ~]', "aggregation_functions: item 2: Input should be 'Avg', 'Min', 'Max' or 'Sum'"],
    ['{Avg: 1}', "aggregation_functions: Input should be 'Avg', 'Min', 'Max' or 'Sum'"],
  ])('%s is refused', (written, message) => {
    expect(problems(functions(written))).toEqual([['ProcessingPolicy', message]]);
  });
});
