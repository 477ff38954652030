import { defaultPipelineConfig, isPipelineTopic } from '../config/default-config';
import { startsNewSeries } from '../config/starts-new-series';
import { numberConfig, pipelineConfig } from '../fixtures/pipeline-config.fixture';
import { parsePipelineDocument } from './parse-pipeline-document';
import { renderPipelineYaml } from './render-pipeline-yaml';
import { parseStoredConfig, toStoredConfig } from './stored-config';

describe('stored form (docs/protocol/datapipe.md 1.8)', () => {
  it('has every field in order, nulls included', () => {
    expect(toStoredConfig(defaultPipelineConfig())).toBe(
      '{"active_period":{"type":"Permanent","start":null,"end":null},' +
        '"filters":{"type_input_value":"Text","type_value_filtering":null,"filtering_values":null,' +
        '"type_value_threshold":null,"threshold_min":null,"threshold_max":null,"max_rate":5,' +
        '"last_unique_check":false,"max_size":100},"transformations":null,' +
        '"processing_policy":{"policy_type":"LastValue","n_records_count":null,"time_window_size":null,' +
        '"aggregation_functions":null}}',
    );
    const { transformations } = JSON.parse(
      toStoredConfig(pipelineConfig({ transformations: { slice_start: 1 } })),
    );
    expect(Object.entries(transformations)).toEqual([
      ['multiplication_ratio', null],
      ['round_decimal_point', null],
      ['slice_start', 1],
      ['slice_end', null],
    ]);
  });

  it('a stored date without zone, as an imported instance may have it, is UTC', () => {
    const stored = toStoredConfig(
      pipelineConfig({ period: { type: 'FromDate', start: '2023-11-15T12:43:56' } }),
    );
    expect(parseStoredConfig(stored)).toMatchObject({
      config: { active_period: { start: '2023-11-15T12:43:56+00:00' } },
    });
  });

  it.each([
    '',
    'null',
    '[]',
    '{"active_period": Infinity}',
    '{"__proto__": {}}',
    '{"filters": {"filtering_values": [{}]}}',
  ])('refuses %j without a throw', (json) => {
    expect(parseStoredConfig(json)).toMatchObject({ ok: false });
  });

  it('P25: a policy written in another case is refused', () => {
    expect(
      parseStoredConfig(toStoredConfig(defaultPipelineConfig()).replace('LastValue', 'lastvalue')),
    ).toMatchObject({ ok: false, errors: [{ stage: 'ProcessingPolicy' }] });
  });
});

describe('rendered YAML (docs/protocol/datapipe.md 1.9)', () => {
  it('drops nulls, keeps order and non-ASCII', () => {
    const config = pipelineConfig({
      period: { type: 'FromDate', start: '2023-11-15T12:43:56+00:00' },
      filters: { type_value_filtering: 'WhiteList', filtering_values: ['тревога', 'on', '5', 'a: b', ''] },
      transformations: {},
    });
    expect(renderPipelineYaml(config)).toBe(
      `active_period:
  type: FromDate
  start: "2023-11-15T12:43:56+00:00"
filters:
  type_input_value: Text
  type_value_filtering: WhiteList
  filtering_values:
  - тревога
  - "on"
  - "5"
  - "a: b"
  - ""
  max_rate: 0
  last_unique_check: false
  max_size: 0
transformations: {}
processing_policy:
  policy_type: LastValue
`,
    );
  });

  it('small and large numbers stay numbers', () => {
    const config = numberConfig({
      transformations: { multiplication_ratio: 1e-7 },
      filters: { threshold_min: 1e21 },
    });
    expect(parsePipelineDocument(renderPipelineYaml(config), { maxPayloadBytes: 0 })).toEqual({
      ok: true,
      config,
    });
  });
});

describe('series (docs/protocol/decisions.md, DataPipe 37)', () => {
  const aggregation = {
    policy_type: 'Aggregation',
    time_window_size: 60,
    aggregation_functions: 'Avg',
  } as const;
  const base = numberConfig({ policy: aggregation });

  it.each([
    ['the first configuration', null, base, true],
    ['nothing changed', base, numberConfig({ policy: aggregation }), false],
    ['filters', base, numberConfig({ policy: aggregation, filters: { max_rate: 9 } }), false],
    ['policy', base, numberConfig({ policy: { policy_type: 'LastValue' } }), true],
    ['function', base, numberConfig({ policy: { ...aggregation, aggregation_functions: 'Sum' } }), true],
    [
      'functions, one more',
      base,
      numberConfig({ policy: { ...aggregation, aggregation_functions: ['Avg', 'Min'] } }),
      true,
    ],
    [
      'functions, others',
      numberConfig({ policy: { ...aggregation, aggregation_functions: ['Avg', 'Max'] } }),
      numberConfig({ policy: { ...aggregation, aggregation_functions: ['Avg', 'Min'] } }),
      true,
    ],
    [
      'functions, the same',
      numberConfig({ policy: { ...aggregation, aggregation_functions: ['Avg', 'Min'] } }),
      numberConfig({ policy: { ...aggregation, aggregation_functions: ['Avg', 'Min'] } }),
      false,
    ],
    ['json_path', base, numberConfig({ policy: aggregation, filters: { json_path: '$.a' } }), false],
    ['window size', base, numberConfig({ policy: { ...aggregation, time_window_size: 300 } }), true],
    [
      'number of records (decision 18)',
      numberConfig({ policy: { policy_type: 'NRecords', n_records_count: 3 } }),
      numberConfig({ policy: { policy_type: 'NRecords', n_records_count: 4 } }),
      false,
    ],
    [
      'a window size that the policy does not use',
      numberConfig({ policy: { policy_type: 'LastValue', time_window_size: 60 } }),
      numberConfig({ policy: { policy_type: 'LastValue', time_window_size: 300 } }),
      false,
    ],
  ])('%s', (_name, before, after, expected) => {
    expect(startsNewSeries(before, after)).toBe(expected);
  });
});

it('a pipeline topic ends with /pepeunit', () => {
  expect(['input/pepeunit', 'input', '/pepeunit', 'input/pepeunit/x'].map(isPipelineTopic)).toEqual([
    true,
    false,
    true,
    false,
  ]);
});
