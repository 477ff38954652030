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
  USERS_ONLY,
} from '../rest-case';

const NODE_ERROR = refused(8, 'UnitNode Validation Error');

/** `docs/protocol/rest-graphql.md 2.5`. */
export const unitNodeCases: RestCase[] = [
  {
    endpoint: 'GET /unit_nodes/{uuid}',
    as: 'maker',
    request: ({ things }) => ({ path: { uuid: things.output } }),
    verify: ({ body }) => expect(body).toMatchObject({ type: 'Output', is_data_pipe_active: true }),
    refuses: CREATOR_OR_SELF,
    admits: ['unit'],
    bad: badUuids(),
  },
  {
    endpoint: 'GET /unit_nodes',
    as: 'maker',
    request: ({ things }) => ({ query: { unit_uuid: things.unit, type: 'Input' } }),
    verify: ({ body }, { things }) =>
      expect(body).toMatchObject({ count: 1, unit_nodes: [{ uuid: things.input }] }),
    refuses: { garbage: NO_ACCESS },
    admits: ['anonymous', 'stranger', 'unit'],
    bad: [...badPages, ...badQueryUuid('output_uuid')],
  },
  {
    endpoint: 'PATCH /unit_nodes/{uuid}',
    as: 'maker',
    request: ({ things }) => ({
      path: { uuid: things.input },
      json: { is_rewritable_input: true, max_connections: 5 },
    }),
    verify: ({ body }) => expect(body).toMatchObject({ is_rewritable_input: true, max_connections: 5 }),
    refuses: CREATOR_ONLY,
    bad: [
      ...badUuids(),
      ...badBodies,
      { name: 'room for nobody', change: { json: { max_connections: 0 } }, refusal: NODE_ERROR },
      {
        name: 'an Output that is to be rewritable',
        change: ({ things }) => ({ path: { uuid: things.output }, json: { is_rewritable_input: true } }),
        refusal: NODE_ERROR,
      },
    ],
  },
  {
    endpoint: 'PATCH /unit_nodes/set_state_input/{uuid}',
    as: 'maker',
    request: ({ things }) => ({ path: { uuid: things.input }, json: { state: 'on' } }),
    // 10B.2: what is no part of the state stays as it is.
    verify: ({ body }) => expect(body).toMatchObject({ state: 'on', visibility_level: 'Private' }),
    refuses: CREATOR_OR_SELF,
    bad: [
      ...badUuids(),
      ...badBodies,
      {
        name: 'an Output',
        change: ({ things }) => ({ path: { uuid: things.output } }),
        refusal: NODE_ERROR,
      },
    ],
  },
  {
    endpoint: 'POST /unit_nodes/create_unit_node_edge',
    as: 'maker',
    request: ({ things }) => ({ json: { node_output_uuid: things.output, node_input_uuid: things.input } }),
    status: 201,
    verify: ({ body }, { things }) => expect(body).toMatchObject({ node_output_uuid: things.output }),
    refuses: { ...USERS_ONLY, stranger: NO_ACCESS, admin: NO_ACCESS },
    bad: [
      ...badBodies,
      {
        name: 'two Outputs',
        change: ({ things }) => ({
          json: { node_output_uuid: things.output, node_input_uuid: things.output },
        }),
        refusal: NODE_ERROR,
      },
    ],
  },
  {
    endpoint: 'DELETE /unit_nodes/delete_unit_node_edge',
    as: 'maker',
    request: ({ things }) => ({ query: { node_output_uuid: things.output, node_input_uuid: things.input } }),
    status: 204,
    refuses: { ...USERS_ONLY, stranger: NO_ACCESS, admin: NO_ACCESS },
    bad: badQueryUuid('node_output_uuid'),
  },
];
