import {
  badBodies,
  badUuids,
  CREATOR_ONLY,
  CREATOR_OR_SELF,
  refused,
  type RestCase,
  UNREADABLE,
  USERS_ONLY,
} from '../rest-case';

const UNIT_ERROR = refused(7, 'Unit Validation Error');
const aboutUnit = { request: ({ things }) => ({ path: { uuid: things.unit } }) } satisfies Partial<RestCase>;

const download = (format: string, query: Record<string, string> = {}): RestCase => ({
  endpoint: `GET /units/firmware/${format}/{uuid}`,
  as: 'maker',
  request: ({ things }) => ({ path: { uuid: things.unit }, query }),
  verify: ({ headers, bytes }) => expect(headers.get('content-length')).toBe(String(bytes.length)),
  refuses: CREATOR_OR_SELF,
  admits: ['unit'],
  bad: badUuids(),
});

const tgz = download('tgz', { wbits: '9', level: '9' });

/** Env, schema, firmware and storage of a Unit (`docs/protocol/rest-graphql.md 2.4, 2.9`). */
export const unitDocumentCases: RestCase[] = [
  {
    endpoint: 'GET /units/env/{uuid}',
    as: 'maker',
    ...aboutUnit,
    verify: ({ body }) => expect(body).toMatchObject({ GREETING: 'hello', PU_DOMAIN: expect.any(String) }),
    refuses: CREATOR_OR_SELF,
    admits: ['unit'],
    bad: badUuids(),
  },
  {
    endpoint: 'GET /units/get_target_version/{uuid}',
    as: 'unit',
    ...aboutUnit,
    verify: ({ body }, { things }) => expect(body).toEqual({ commit: things.commit, tag: 'v1.0.0' }),
    refuses: CREATOR_OR_SELF,
    admits: ['maker'],
    bad: badUuids(),
  },
  {
    endpoint: 'GET /units/get_current_schema/{uuid}',
    as: 'unit',
    ...aboutUnit,
    verify: ({ body }) =>
      expect(Object.keys(body)).toEqual([
        'input_base_topic',
        'output_base_topic',
        'input_topic',
        'output_topic',
      ]),
    refuses: CREATOR_OR_SELF,
    admits: ['maker'],
    bad: badUuids(),
  },
  download('zip'),
  download('tar'),
  {
    ...tgz,
    bad: [
      ...tgz.bad,
      { name: 'window bits that zlib has not', change: { query: { wbits: '8' } }, refusal: UNIT_ERROR },
      { name: 'a level that is no number', change: { query: { level: 'high' } }, refusal: UNREADABLE },
    ],
  },
  {
    endpoint: 'POST /units/set_state_storage/{uuid}',
    as: 'unit',
    request: ({ things }) => ({ path: { uuid: things.unit }, json: { state: 'kept' } }),
    status: 204,
    verify: async (_answer, world) => {
      const kept = await world.rest('maker').call('GET', `/units/get_state_storage/${world.things.unit}`);
      expect(kept.text).toBe('"kept"');
    },
    refuses: CREATOR_OR_SELF,
    admits: ['maker'],
    bad: [
      ...badUuids(),
      ...badBodies,
      {
        name: 'too much of it',
        change: { json: { state: 'x'.repeat(1_000_001) } },
        refusal: refused(12, 'Cipher Error'),
      },
    ],
  },
  {
    endpoint: 'GET /units/get_state_storage/{uuid}',
    as: 'unit',
    ...aboutUnit,
    verify: ({ text }) => expect(text).toMatch(/^".*"$/),
    refuses: CREATOR_OR_SELF,
    admits: ['maker'],
    bad: badUuids(),
  },
  {
    endpoint: 'PATCH /units/env/{uuid}',
    as: 'maker',
    request: ({ things }) => ({
      path: { uuid: things.unit },
      json: { env_json_string: '{"PU_DOMAIN": "x", "GREETING": "hello", "INTERVAL": 7}' },
    }),
    status: 204,
    refuses: CREATOR_ONLY,
    bad: [
      ...badUuids(),
      ...badBodies,
      {
        name: '10B.28: text that is no object',
        change: { json: { env_json_string: '[1]' } },
        refusal: refused(9, 'JSON Decode Error'),
      },
    ],
  },
  {
    endpoint: 'DELETE /units/env/{uuid}',
    as: 'maker',
    ...aboutUnit,
    status: 204,
    refuses: CREATOR_ONLY,
    bad: badUuids(),
  },
  {
    endpoint: 'POST /units/convert_toml_to_md',
    as: 'stranger',
    request: () => ({ file: { field: 'file', content: '[general]\nname = "Thermometer"\n' } }),
    verify: ({ text }) => expect(text).toBe('# Thermometer\n'),
    refuses: USERS_ONLY,
    bad: [
      {
        name: 'what is no TOML',
        change: { file: { field: 'file', content: '= [' } },
        refusal: refused(16, 'Readme Generation Error'),
      },
      { name: 'no file', change: { file: { field: 'other', content: '' } }, refusal: UNREADABLE },
    ],
  },
];
