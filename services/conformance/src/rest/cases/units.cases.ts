import { newName, unitBody } from '../../world/world';
import {
  badBodies,
  badPages,
  badQueryUuid,
  badUuids,
  CREATOR_ONLY,
  CREATOR_OR_SELF,
  NO_ACCESS,
  refused,
  type RestCase,
  UNREADABLE,
  USERS_ONLY,
} from '../rest-case';

const UNIT_ERROR = refused(7, 'Unit Validation Error');

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
    request: ({ things }) => ({ path: { uuid: things.unit } }),
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
    refuses: CREATOR_ONLY,
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
    endpoint: 'DELETE /units/{uuid}',
    as: 'maker',
    request: async (world) => ({ path: { uuid: await world.newUnit() } }),
    status: 204,
    refuses: CREATOR_ONLY,
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
];
