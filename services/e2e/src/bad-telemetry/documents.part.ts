import { pipeline, type Meter } from './meter';

const VALID = pipeline('policy_type: NRecords, n_records_count: 5', 'Text');
const repeated = (text: string, count: number) => text.repeat(count);
const laughs = Array.from({ length: 40 }, (_, level) =>
  level === 0
    ? 'a0: &a0 [x, x]'
    : `a${level}: &a${level} [${Array(9)
        .fill(`*a${level - 1}`)
        .join(',')}]`,
).join('\n');

/** Documents of which the checker, and whoever sets them, says where they go wrong. */
const HOSTILE: readonly [string, string | Buffer, RegExp][] = [
  [
    'aliases',
    `${laughs}\n${VALID.replace('max_size: 0', 'max_size: 0, filtering_values: *a39')}`,
    /valid string/,
  ],
  ['deep lists', repeated('[', 60_000), /nested too deeply/],
  ['deep mappings', repeated('{a: ', 15_000), /nested too deeply/],
  ['thousands of errors', repeated('- &a &b x\n', 6_000), /one anchor/],
  [
    'thousands of wrong items',
    VALID.replace('max_size: 0', `max_size: 0, filtering_values: [${Array(12_000).fill('{}').join(',')}]`),
    /valid string/,
  ],
  ['several documents', `${VALID}---\n${VALID}`, /multiple documents/],
  ['a function', `a: !!js/function "function () {}"\n${VALID}`, /Unknown tag/],
  ['an object of Python', '!!python/object/apply:os.system ["id"]', /Unknown tag/],
  ['NUL', VALID.replace('Text', 'Te\0xt'), /Control characters/],
  ['an alias of nothing', VALID.replace('Text', '*nothing'), /Undefined alias/],
  ['a root that is no mapping', '- 1\n- 2', /must be a mapping/],
];

/** Of these nobody can say where: they are no text, or not read at all. */
const UNREADABLE: readonly [string, string | Buffer, RegExp][] = [
  ['UTF-16', Buffer.from(`\ufeff${VALID}`, 'utf16le'), /not valid UTF-8/],
  ['half a character', Buffer.concat([Buffer.from(VALID), Buffer.from([0xc3])]), /not valid UTF-8/],
  ['100,000 keys', Array.from({ length: 90_000 }, (_, index) => `k${index}: 1`).join('\n'), /larger than/],
  ['nearly 1 MB', `a: ${repeated('x', 1_000_000)}`, /larger than/],
];

const HARMLESS: readonly [string, string | Buffer][] = [
  ['aliases beside the stages', `${laughs}\n${VALID}`],
  ['a byte order mark', `\ufeff${VALID}`],
  ['keys that mean something to JavaScript', `${VALID}__proto__: {x: 1}\nconstructor: 1\n`],
];

const CHECK = 'query ($file: Upload!) { checkDataPipeConfig(file: $file) { stage message } }';

export const describeDocuments = (meter: Meter): void => {
  describe('documents', () => {
    it.each([...HOSTILE, ...UNREADABLE])(
      '%s: every face says what is wrong',
      async (name, document, message) => {
        const check = await meter.checkPipeline(document);
        expect([name, check.status]).toEqual([name, 200]);
        expect(check.body[0]).toEqual(expect.objectContaining({ message: expect.stringMatching(message) }));
        expect(check.body.length).toBeLessThanOrEqual(110);
        const { data } = await meter.graphql(CHECK, { file: null }, Buffer.from(document as string));
        expect(data.checkDataPipeConfig).toEqual(
          check.body.map((problem: { stage: string; message: string }) => ({
            stage: expect.any(String),
            message: problem.message,
          })),
        );
        const set = await meter.setPipeline(meter.nodes.free!, document);
        expect([set.status, set.body.detail]).toEqual([422, expect.stringMatching(/^422: 8: /)]);
        expect(set.body.detail).toMatch(message);
      },
    );

    it.each(HOSTILE)('%s: who sets it is told line and column', async (_name, document) => {
      const { body } = await meter.setPipeline(meter.nodes.free!, document);
      expect(body.detail).toMatch(/line \d+, column \d+/);
    });

    it.each(HARMLESS)('%s: taken for what it says', async (_name, document) => {
      expect((await meter.checkPipeline(document)).body).toEqual([]);
    });

    it('larger than an upload may be are refused by both faces', async () => {
      const document = repeated('a', 2_000_000);
      expect((await meter.checkPipeline(document)).status).toBeGreaterThanOrEqual(400);
      expect((await meter.checkPipeline(document)).status).toBeLessThan(500);
      const { errors } = await meter.graphql(CHECK, { file: null }, Buffer.from(document));
      expect(errors).toHaveLength(1);
    });

    it('empty: refused', async () => {
      for (const document of ['', ' \n\t']) {
        const { status, body } = await meter.setPipeline(meter.nodes.free!, document);
        expect([status, body.detail]).toEqual([422, expect.stringMatching(/^422: 8: /)]);
      }
    });
  });
};
