import { newName, unitBody } from '../../world/world';
import {
  badBodies,
  badPages,
  badQueryUuid,
  badUuids,
  CREATOR_ONLY,
  NO_ACCESS,
  refused,
  type Refusal,
  type RestCase,
  UNREADABLE,
  USERS_ONLY,
} from '../rest-case';

const UNIT_ERROR = refused(7, 'Unit Validation Error');
const CREATOR_OR_SELF: Record<string, Refusal> = {
  anonymous: NO_ACCESS,
  stranger: NO_ACCESS,
  admin: NO_ACCESS,
  foreignUnit: NO_ACCESS,
  garbage: NO_ACCESS,
};

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

/** `docs/protocol/rest-graphql.md 2.4`. */
export const unitCases: RestCase[] = [
  {
    endpoint: 'POST /units',
    as: 'stranger',
    request: ({ things }) => ({ json: unitBody(things.repo) }),
    status: 201,
    verify: ({ body }) => expect(body).toMatchObject({ unit_nodes: [], firmware_update_status: null }),
    refuses: USERS_ONLY,
    bad: [
      ...badBodies,
      {
        name: '10B.22: a Repo out of sight',
        change: ({ things }) => ({ json: unitBody(things.privateRepo) }),
        refusal: NO_ACCESS,
      },
      {
        name: 'a long name',
        change: ({ things }) => ({ json: { ...unitBody(things.repo), name: 'n'.repeat(21) } }),
        refusal: UNIT_ERROR,
      },
      {
        name: 'manual without a commit',
        change: ({ things }) => ({
          json: { ...unitBody(things.repo), is_auto_update_from_repo_unit: false },
        }),
        refusal: UNIT_ERROR,
      },
    ],
  },
  {
    endpoint: 'GET /units/{uuid}',
    as: 'maker',
    ...aboutUnit,
    verify: ({ body }, { things }) => expect(body).toMatchObject({ uuid: things.unit, unit_nodes: [] }),
    refuses: CREATOR_OR_SELF,
    admits: ['unit'],
    bad: badUuids(),
  },
  {
    endpoint: 'GET /units',
    as: 'maker',
    request: ({ things }) => ({
      query: {
        is_include_output_unit_nodes: 'true',
        order_by_unit_name: 'asc',
        limit: '10',
        offset: '0',
        unit_node_uuids: [things.output],
      },
    }),
    verify: ({ body }, { things }) =>
      expect(body).toMatchObject({
        count: 1,
        units: [{ uuid: things.unit, unit_nodes: [{ uuid: things.output }] }],
      }),
    refuses: { garbage: NO_ACCESS },
    admits: ['anonymous', 'stranger', 'unit'],
    bad: [...badPages, ...badQueryUuid('repo_uuid')],
  },
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
    endpoint: 'POST /units/auth',
    as: 'anonymous',
    request: (world) => ({
      json: {
        token: world.token('unit'),
        topic: `${world.fleet.domain}/input_base_topic/${world.things.unit}/x`,
      },
    }),
    verify: ({ body }) => expect(body).toEqual({ result: 'allow' }),
    refuses: {},
    admits: ['stranger', 'unit'],
    bad: [],
  },
  {
    endpoint: 'PATCH /units/{uuid}',
    as: 'maker',
    request: ({ things }) => ({ path: { uuid: things.unit }, json: { name: newName(), repo_branch: null } }),
    verify: ({ body }) => expect(body.visibility_level).toBe('Private'),
    refuses: { ...CREATOR_ONLY, unit: NO_ACCESS },
    bad: [
      ...badUuids(),
      ...badBodies,
      {
        name: 'a name in use',
        change: ({ things }) => ({ json: { name: things.unit } }),
        refusal: UNIT_ERROR,
      },
    ],
  },
  {
    endpoint: 'POST /units/send_command_to_input_base_topic/{uuid}',
    as: 'maker',
    request: ({ things }) => ({ path: { uuid: things.unit }, query: { command: 'EnvUpdate' } }),
    status: 204,
    refuses: CREATOR_OR_SELF,
    admits: ['unit'],
    bad: [
      ...badUuids(),
      { name: 'an unknown command', change: { query: { command: 'Explode' } }, refusal: UNREADABLE },
    ],
  },
  {
    endpoint: 'PATCH /units/env/{uuid}',
    as: 'maker',
    request: ({ things }) => ({
      path: { uuid: things.unit },
      json: { env_json_string: '{"PU_DOMAIN": "x", "GREETING": "hello", "INTERVAL": 7}' },
    }),
    status: 204,
    refuses: { ...CREATOR_ONLY, unit: NO_ACCESS },
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
    refuses: { ...CREATOR_ONLY, unit: NO_ACCESS },
    bad: badUuids(),
  },
  {
    endpoint: 'DELETE /units/{uuid}',
    as: 'maker',
    request: async (world) => ({ path: { uuid: await world.newUnit() } }),
    status: 204,
    refuses: { ...CREATOR_ONLY, unit: NO_ACCESS },
    bad: badUuids(),
  },
  {
    endpoint: 'GET /units/log_list/',
    as: 'maker',
    request: ({ things }) => ({ query: { uuid: things.unit } }),
    verify: ({ body }) => expect(body).toEqual({ count: 0, unit_logs: [] }),
    refuses: CREATOR_OR_SELF,
    admits: ['unit'],
    bad: [
      ...badQueryUuid(),
      { name: 'no uuid at all', change: { query: {} }, refusal: UNREADABLE },
      {
        name: '10B.10: a level that there is not',
        change: ({ things }) => ({ query: { uuid: things.unit, level: "Debug') OR 1=1 --" } }),
        refusal: UNREADABLE,
      },
    ],
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
