import { PipelineConfig } from '../config/pipeline-config';
import { bytes, ConfigChanges, numberConfig, pipelineConfig } from '../fixtures/pipeline-config.fixture';
import { compileDocument } from './compile-document';
import { compilePipeline } from './compile-pipeline';
import { emptyNodeState } from './node-state';

const T = Date.parse('2025-09-10T08:27:00Z');
const policy = { policy_type: 'NRecords', n_records_count: 5 } as const;

const number = (json_path: string, changes: ConfigChanges = {}): PipelineConfig =>
  numberConfig({ policy, ...changes, filters: { json_path, ...changes.filters } });
const text = (json_path: string, changes: ConfigChanges = {}): PipelineConfig =>
  pipelineConfig({ policy, ...changes, filters: { json_path, ...changes.filters } });

/** Of each payload: what is stored, or why nothing is. */
function told(config: PipelineConfig, ...payloads: (string | Buffer)[]): string[] {
  const pipeline = compilePipeline(config);
  const state = emptyNodeState();
  return payloads.map((payload) => {
    const outcome = pipeline.process(state, typeof payload === 'string' ? bytes(payload) : payload, T);
    if (outcome.kind === 'dropped') return `dropped: ${outcome.stage} ${outcome.reason}`;
    return 'value' in outcome ? outcome.value : outcome.kind;
  });
}

const nested = (depth: number, inner = '1') => '['.repeat(depth) + inner + ']'.repeat(depth);

describe('json_path', () => {
  it.each<[string, PipelineConfig, string, string]>([
    ['a member', number('$.t.v'), '{"t": {"v": 21.5}}', '21.5'],
    ['without $', number('t.v'), '{"t": {"v": 21.5}}', '21.5'],
    ['an index', number('$[1]'), '[1, 2]', '2'],
    ['an index from the end', number('list[-2]'), '{"list": [1, 2, 3]}', '2'],
    ['the whole payload', number('$'), ' 5 ', '5'],
    [
      'an own member, whatever its name',
      number('$.__proto__.constructor'),
      '{"__proto__":{"constructor":3}}',
      '3',
    ],
    ['the last of equal names', number('a'), '{"a": 1, "a": 2}', '2'],
    ['nothing inherited', text('$.constructor'), '{}', 'dropped: Filters no_value'],
    ['nothing inherited', text('$.__proto__'), '{}', 'dropped: Filters no_value'],
    ['nothing inherited', text('a.toString'), '{"a": {}}', 'dropped: Filters no_value'],
    ['no length of a list', text('$.length'), '[1]', 'dropped: Filters no_value'],
    ['no member of a list', text("$['0']"), '[1]', 'dropped: Filters no_value'],
    ['no index of an object', text('$[0]'), '{"0": 1}', 'dropped: Filters no_value'],
    ['no length of a text', text('a.length'), '{"a": "x"}', 'dropped: Filters no_value'],
    ['no character of a text', text('a[0]'), '{"a": "x"}', 'dropped: Filters no_value'],
    ['beyond a list', text('$[1]'), '[1]', 'dropped: Filters no_value'],
    ['before a list', text('$[-2]'), '[1]', 'dropped: Filters no_value'],
    ['no such member', text('b'), '{"a": 1}', 'dropped: Filters no_value'],
    ['null', text('a'), '{"a": null}', 'dropped: Filters no_value'],
    ['through null', text('a.b'), '{"a": null}', 'dropped: Filters no_value'],
    ['null as the payload', text('$'), 'null', 'dropped: Filters no_value'],

    ['not JSON', number('a'), '21.5 C', 'dropped: Filters not_json'],
    ['an empty payload', number('a'), '', 'dropped: Filters not_json'],
    ['single quotes', number('a'), "{'a': 1}", 'dropped: Filters not_json'],
    ['two values', number('a'), '{"a": 1} {"a": 2}', 'dropped: Filters not_json'],
    ['NaN', number('a'), '{"a": NaN}', 'dropped: Filters not_json'],
    ['a byte order mark', number('a'), '\ufeff{"a": 1}', 'dropped: Filters not_json'],
    ['64 levels', number(`$${'[0]'.repeat(16)}`), nested(64), 'dropped: Filters not_a_number'],
    ['65 levels', number(`$${'[0]'.repeat(16)}`), nested(65), 'dropped: Filters not_json'],
    ['65 levels, as short as can be', number('$'), nested(65, ''), 'dropped: Filters not_json'],
    [
      '65 levels of objects',
      text('b'),
      `${'{"a":'.repeat(65)}1${'}'.repeat(65)}`,
      'dropped: Filters not_json',
    ],
    ['many that are not deep', text('b'), `[${'[],{},'.repeat(500)}1]`, 'dropped: Filters no_value'],
    ['brackets in a text', text('a'), `{"a": "${'[{\\"'.repeat(100)}"}`, '[{"'.repeat(100)],
    ['without end', text('a'), '['.repeat(262_144), 'dropped: Filters not_json'],

    ['a number as text', number('a'), '{"a": "21.5"}', '21.5'],
    ['a number as text, trimmed, in plain notation', number('a'), '{"a": " 1.50e3\\n"}', '1500'],
    ['no number as text', number('a'), '{"a": "21,5"}', 'dropped: Filters not_a_number'],
    ['an empty text', number('a'), '{"a": ""}', 'dropped: Filters not_a_number'],
    ['true is no number', number('a'), '{"a": true}', 'dropped: Filters not_a_number'],
    ['an object is no number', number('a'), '{"a": {}}', 'dropped: Filters not_a_number'],
    ['a list is no number', number('a'), '{"a": [1]}', 'dropped: Filters not_a_number'],
    ['plain notation', number('a'), '{"a": 1.50e-7}', '0.00000015'],
    ['plain notation', number('a'), '{"a": -1E+21}', '-1000000000000000000000'],
    ['no negative zero', number('a'), '{"a": -0.0}', '0'],
    ['beyond a double', number('a'), '{"a": 1e400}', 'dropped: Filters not_finite'],
    ['beyond a double, as text', number('a'), '{"a": "-1e400"}', 'dropped: Filters not_finite'],
    ['transformed', number('a', { transformations: { multiplication_ratio: 2 } }), '{"a": 0.15}', '0.3'],
    ['rounded', number('a', { transformations: { round_decimal_point: 1 } }), '{"a": "0.25"}', '0.2'],

    ['text', text('a'), '{"a": " \\u0442ест\\n"}', ' тест\n'],
    ['an empty text', text('a'), '{"a": ""}', ''],
    ['a number', text('a'), '{"a": 21.50}', '21.5'],
    ['a number without exponent', text('a'), '{"a": 1e-7}', '0.0000001'],
    ['the nearest double', text('a'), '{"a": 9007199254740993}', '9007199254740992'],
    ['exactly, as text', text('a'), '{"a": "9007199254740993"}', '9007199254740993'],
    ['beyond a double', text('a'), '{"a": 1e400}', 'dropped: Filters not_finite'],
    ['beyond a double, inside', text('a'), '{"a": [{"b": -1e400}]}', 'dropped: Filters not_finite'],
    ['true', text('a'), '{"a": true}', 'true'],
    ['false', text('a'), '{"a": false}', 'false'],
    ['an object', text('a'), '{"a": { "x": [1.0, null, "\\u0041"] }}', '{"x":[1,null,"A"]}'],
    ['a list', text('$'), '[ ]', '[]'],
    ['an object that would speak for itself', text('a'), '{"a": {"toJSON": 1}}', '{"toJSON":1}'],
    ['half a surrogate pair', text('a'), '{"a": "\\ud800"}', 'dropped: Filters not_utf8'],
    ['half a surrogate pair, inside', text('a'), '{"a": ["\\ud800"]}', '["\\ud800"]'],
    ['a NUL where there is room for it', text('a'), '{"a": "\\u0000"}', '\0'],
    ['sliced', text('a', { transformations: { slice_start: -2 } }), '{"a": "тест"}', 'ст'],
  ])('%s', (_name, config, payload, expected) => {
    expect(told(config, payload)).toEqual([expected]);
  });

  it('a payload that is no UTF-8 is not read', () => {
    expect(told(text('a'), Buffer.from([0x7b, 0xff, 0x7d]))).toEqual(['dropped: Filters not_utf8']);
  });

  it('the active period goes first, then max_size, which bounds the payload', () => {
    const never = number('a', { period: { type: 'ToDate', end: '2000-01-01T00:00:00+00:00' } });
    expect(told(never, 'x')).toEqual(['dropped: ActivePeriod inactive_period']);
    const longer = text('a', { filters: { max_size: 10 } });
    expect(told(longer, '{"a":1e21}')).toEqual(['1000000000000000000000']);
    const small = number('a', { filters: { max_size: 8 } });
    expect(told(small, '{"a": 1}', '{"a":  1}', 'x'.repeat(9), 'x'.repeat(8))).toEqual([
      '1',
      'dropped: Filters size',
      'dropped: Filters size',
      'dropped: Filters not_json',
    ]);
  });

  it('filters and uniqueness see what was found', () => {
    const list = { type_value_filtering: 'WhiteList', last_unique_check: true } as const;
    const texts = text('a', { filters: { ...list, filtering_values: ['1', 'x'] } });
    expect(told(texts, '{"a": 1}', '{"a": "1", "b": 2}', '{"a": 2}', '{"a": "x"}')).toEqual([
      '1',
      'dropped: Filters unique',
      'dropped: Filters list',
      'x',
    ]);
    const numbers = number('a', {
      filters: { last_unique_check: true, type_value_threshold: 'Max', threshold_max: 5 },
    });
    expect(told(numbers, '{"a": 5}', '{"a": "5.0"}', '{"a": 5.1}')).toEqual([
      '5',
      'dropped: Filters unique',
      'dropped: Filters threshold',
    ]);
  });

  it('size is that of the stored value', () => {
    const size = (config: PipelineConfig, payload: string) =>
      compilePipeline(config).process(emptyNodeState(), bytes(payload), T);
    expect(size(text('a'), '{"a": "тест"}')).toMatchObject({ size: 8 });
    expect(size(text('a', { transformations: { slice_end: 2 } }), '{"a": "тест"}')).toMatchObject({
      size: 4,
    });
    expect(size(number('a'), '{"a": 1.50}')).toMatchObject({ size: 3, stateType: 'Number' });
  });

  it('feeds an aggregation', () => {
    const window = {
      policy_type: 'Aggregation',
      time_window_size: 60,
      aggregation_functions: 'Sum',
    } as const;
    const pipeline = compilePipeline(number('a', { policy: window }));
    const state = emptyNodeState();
    for (const a of [1, '2', null, 4]) pipeline.process(state, bytes(JSON.stringify({ a })), T);
    expect(pipeline.closeWindow(state, T + 60_000)).toMatchObject([{ state: 7 }]);
  });

  it('a path that validation refuses is a defect of the caller', () => {
    expect(() => compilePipeline(number('$..a'))).toThrow(TypeError);
  });
});

describe('JSON of one message, several pipelines', () => {
  const document = {
    ...text('a'),
    additional_pipelines: [
      { name: 'b', ...text('b') },
      { name: 'raw', ...pipelineConfig({ policy }) },
    ],
  };
  let parses: jest.SpyInstance;
  beforeEach(() => void (parses = jest.spyOn(JSON, 'parse')));
  afterEach(() => parses.mockRestore());

  const values = (compiled: ReturnType<typeof compileDocument>, payload: Uint8Array) =>
    compiled.pipelines.map(({ pipeline }) => {
      const outcome = pipeline.process(emptyNodeState(), payload, T);
      return 'value' in outcome ? outcome.value : outcome.kind === 'dropped' && outcome.reason;
    });

  it('is read once', () => {
    const payload = bytes('{"a": 1, "b": 2}');
    const compiled = compileDocument(document);
    compiled.begin(payload);
    expect(values(compiled, payload)).toEqual(['1', '2', '{"a": 1, "b": 2}']);
    expect(parses).toHaveBeenCalledTimes(1);
  });

  it('is refused once', () => {
    const payload = bytes('no');
    const compiled = compileDocument(document);
    compiled.begin(payload);
    expect(values(compiled, payload)).toEqual(['not_json', 'not_json', 'no']);
    expect(parses).toHaveBeenCalledTimes(1);
  });

  it('is not mixed up with that of another message or document', () => {
    const [one, other] = [compileDocument(document), compileDocument(document)];
    const [first, second] = [bytes('{"a": 1, "b": 2}'), bytes('{"a": 3, "b": 4}')];
    one.begin(first);
    other.begin(second);
    expect(values(one, first).slice(0, 2)).toEqual(['1', '2']);
    expect(values(other, second).slice(0, 2)).toEqual(['3', '4']);
    expect(values(one, second).slice(0, 2)).toEqual(['3', '4']);
  });

  it('is read anew when another message stands in the same bytes', () => {
    const payload = bytes('{"a": 1, "b": 2}');
    const compiled = compileDocument(document);
    compiled.begin(payload);
    values(compiled, payload);
    payload.write('{"a": 5, "b": 6}');
    compiled.begin(payload);
    expect(values(compiled, payload).slice(0, 2)).toEqual(['5', '6']);
  });

  it('is written once for all that find the same, and again in the next message', () => {
    const writes = jest.spyOn(JSON, 'stringify');
    const [whole, part] = [text('$'), text('a')];
    const compiled = compileDocument({
      ...whole,
      additional_pipelines: [whole, part, whole, part].map((config, index) => ({
        name: `p${index}`,
        ...config,
      })),
    });
    const [first, second] = [bytes('{"a": [1]}'), bytes('{"a": [2]}')];
    for (const payload of [first, second]) {
      compiled.begin(payload);
      values(compiled, payload);
    }
    compiled.begin(first);
    expect(values(compiled, first)).toEqual(['{"a":[1]}', '{"a":[1]}', '[1]', '{"a":[1]}', '[1]']);
    // A message that has not begun is read, and written, for itself.
    expect(values(compiled, second)).toEqual(['{"a":[2]}', '{"a":[2]}', '[2]', '{"a":[2]}', '[2]']);
    expect(writes).toHaveBeenCalledTimes(3 * 2 + 5);
    writes.mockRestore();
  });
});
