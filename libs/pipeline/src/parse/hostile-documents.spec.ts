import { parsePipelineDocument } from './parse-pipeline-document';

const LIMITS = { maxPayloadBytes: 262_144 };
const VALID = `active_period: { type: Permanent }
filters: { type_input_value: Text, max_rate: 0, max_size: 0 }
processing_policy: { policy_type: LastValue }
`;

const repeated = (text: string, count: number) => text.repeat(count);
const lines = (count: number, line: (index: number) => string) =>
  Array.from({ length: count }, (_, index) => line(index)).join('\n');
const inFilters = (fields: string) => VALID.replace('max_size: 0', `max_size: 0, ${fields}`);
const inList = (items: string) => inFilters(`type_value_filtering: WhiteList, filtering_values: [${items}]`);
/** Each level names the one before it nine times. */
const laughs = `a0: &a0 [x, x]\n${lines(40, (level) => `a${level + 1}: &a${level + 1} [${Array(9).fill(`*a${level}`).join(',')}]`)}\n`;
const mergeChain = `m0: &m0 {z: 1}\n${lines(2_000, (link) => `m${link + 1}: &m${link + 1} {<<: *m${link}}`)}\n`;
const mergeGraph = `m0: &m0 {z: 1}\n${lines(60, (level) => `m${level + 1}: &m${level + 1} {<<: [${Array(50).fill(`*m${level}`).join(',')}]}`)}\n`;

const longestChain = `x: [&0 {}, ${lines(3_200, (link) => `&${link + 1} {<<: *${link}},`).replaceAll('\n', ' ')}]
${VALID.replace('filters: {', 'filters: { <<: *3200,')}`;

const read = (document: string | Uint8Array) => {
  const result = parsePipelineDocument(document, LIMITS);
  return result.ok ? [] : result.errors;
};

describe('documents that were made to do harm', () => {
  it.each<[string, string | Uint8Array]>([
    ['aliases beside the stages', laughs + VALID],
    ['a chain of merge keys', mergeChain + VALID.replace('filters: {', 'filters: { <<: *m2000,')],
    ['a chain of merge keys as long as a document may be', longestChain],
    ['merge keys in a graph', mergeGraph + VALID.replace('filters: {', 'filters: { <<: *m60,')],
    ['keys that mean something to JavaScript', `${VALID}__proto__: {x: 1}\nconstructor: 1\ntoString: 2\n`],
    [
      'a prototype with fields',
      VALID.replace('filters: {', 'filters: { __proto__: {max_rate: 5}, hasOwnProperty: 1,'),
    ],
    ['a byte order mark', `\ufeff${VALID}`],
    ['a thousand keys that nobody asked for', lines(1_000, (index) => `k${index}: 1`) + `\n${VALID}`],
  ])('%s: harmless, so they are accepted', (_name, document) => {
    expect(read(document)).toEqual([]);
  });

  it.each<[string, string | Uint8Array, RegExp]>([
    ['aliases in a list', laughs + inFilters('filtering_values: *a40'), /should be a valid string/],
    ['a mapping merged into itself', 'filters: &f {<<: *f}', /Field required/],
    ['deep flow lists', repeated('[', 65_000), /nested too deeply/],
    ['deep closed lists', repeated('[', 30_000) + repeated(']', 30_000), /nested too deeply/],
    ['deep flow mappings', repeated('{a: ', 16_000), /nested too deeply/],
    ['deep block lists', repeated('- ', 32_000), /nested too deeply/],
    ['deep explicit keys', repeated('? ', 32_000), /nested too deeply/],
    ['commas', `[${repeated(',', 65_000)}`, /flow sequence/],
    ['anchors', repeated('&a ', 20_000), /one anchor/],
    ['tags', repeated('!a ', 20_000), /one tag/],
    ['directives', repeated('%A\n', 20_000), /directives-end/],
    [
      'a number without end',
      inFilters('').replace('max_rate: 0', `max_rate: ${repeated('9', 60_000)}`),
      /int/,
    ],
    ['sixty-second digits', VALID.replace('max_rate: 0', `max_rate: 1${repeated(':59', 20_000)}`), /integer/],
    [
      'a date without end',
      VALID.replace('Permanent', `FromDate, start: "2020-01-01${repeated(' ', 60_000)}x"`),
      /datetime/,
    ],
    ['one scalar of 1 MB', repeated('a', 1_000_000), /larger than 65536 bytes/],
    ['100,000 keys', lines(100_000, (index) => `k${index}: 1`), /larger than 65536 bytes/],
    ['several documents', `${VALID}---\n${VALID}`, /multiple documents/],
    ['a function', `a: !!js/function "function () {}"\n${VALID}`, /Unknown tag: .*js\/function/],
    ['an object of Python', '!!python/object/apply:os.system ["id"]', /Unknown tag: .*os\.system/],
    ['UTF-16', Buffer.from(`\ufeff${VALID}`, 'utf16le'), /not valid UTF-8/],
    ['UTF-16, big end first', Buffer.from(`\ufeff${VALID}`, 'utf16le').swap16(), /not valid UTF-8/],
    ['half a character', Buffer.concat([Buffer.from(VALID), Buffer.from([0xc3])]), /not valid UTF-8/],
    ['NUL', VALID.replace('Text', 'Te\0xt'), /Control characters/],
    ['NUL, escaped', VALID.replace('Text', '"Text\\0"'), /should be 'Text' or 'Number'/],
    ['a lone surrogate, escaped', inList('"\\ud800"'), /valid Unicode text/],
    ['an alias of nothing', VALID.replace('Text', '*nothing'), /Undefined alias/],
  ])('%s: a problem like any other', (_name, document, message) => {
    const [problem] = read(document);
    expect(problem?.message).toMatch(message);
  });

  it.each([
    ['mappings', '{}', 16_000],
    ['nulls', '~', 32_000],
    ['infinities', '.inf', 12_000],
  ])('a list of thousands of %s gets some of its problems told, and their number', (_name, item, count) => {
    const problems = read(inList(Array(count).fill(item).join(',')));
    expect(problems).toHaveLength(101);
    expect(problems.at(-1)!.message).toMatch(/^filtering_values: \d+ more problems$/);
    expect(problems.every(({ line, column }) => line === 2 && column! > 0)).toBe(true);
  });

  it('wherever they go wrong, they are told line and column', () => {
    for (const document of ['a: [', 'a: {b', '\t- x', `${VALID}---\n${VALID}`, '!!js/undefined ""', 'a: "']) {
      const [problem] = read(document);
      expect([document, problem]).toEqual([
        document,
        expect.objectContaining({ line: expect.any(Number), column: expect.any(Number) }),
      ]);
    }
  });
});
