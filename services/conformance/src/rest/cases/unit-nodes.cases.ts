import {
  badBodies,
  badPages,
  badQueryUuid,
  badUuids,
  CREATOR_ONLY,
  NO_ACCESS,
  refused,
  type RestCase,
  UNREADABLE,
  USERS_ONLY,
} from '../rest-case';

const NODE_ERROR = refused(8, 'UnitNode Validation Error');
const PIPE_ERROR = refused(8, 'DataPipe Validation Error');
const SIGHT = {
  anonymous: NO_ACCESS,
  stranger: NO_ACCESS,
  admin: NO_ACCESS,
  foreignUnit: NO_ACCESS,
  garbage: NO_ACCESS,
};
const OWNER = { ...CREATOR_ONLY, unit: NO_ACCESS };

const CONFIGURATION = `
active_period: {type: Permanent}
filters: {type_input_value: Text, max_rate: 0, last_unique_check: false, max_size: 0}
processing_policy: {policy_type: NRecords, n_records_count: 100}
`;
const CSV = 'state,create_datetime\na,2026-01-02 03:04:05\nb,2026-01-02 03:04:06\n';

/** `docs/protocol/rest-graphql.md 2.5`. */
export const unitNodeCases: RestCase[] = [
  {
    endpoint: 'GET /unit_nodes/{uuid}',
    as: 'maker',
    request: ({ things }) => ({ path: { uuid: things.output } }),
    verify: ({ body }) => expect(body).toMatchObject({ type: 'Output', is_data_pipe_active: true }),
    refuses: SIGHT,
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
    refuses: OWNER,
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
    refuses: SIGHT,
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
    endpoint: 'POST /unit_nodes/check_data_pipe_config',
    as: 'anonymous',
    request: () => ({ file: { field: 'data', content: CONFIGURATION } }),
    verify: ({ body }) => expect(body).toEqual([]),
    refuses: { garbage: NO_ACCESS },
    admits: ['stranger', 'unit'],
    bad: [{ name: 'no file', change: { file: { field: 'other', content: '' } }, refusal: UNREADABLE }],
  },
  {
    endpoint: 'POST /unit_nodes/set_data_pipe_config',
    as: 'maker',
    request: ({ things }) => ({
      query: { uuid: things.output },
      file: { field: 'data', content: CONFIGURATION },
    }),
    status: 204,
    refuses: OWNER,
    bad: [
      ...badQueryUuid(),
      {
        name: '10B.28: no YAML',
        change: { file: { field: 'data', content: '{' } },
        refusal: PIPE_ERROR,
      },
      {
        name: 'a node whose pipe is off',
        change: ({ things }) => ({ query: { uuid: things.input } }),
        refusal: PIPE_ERROR,
      },
    ],
  },
  {
    endpoint: 'GET /unit_nodes/get_data_pipe_config/{uuid}',
    as: 'maker',
    request: ({ things }) => ({ path: { uuid: things.output } }),
    verify: ({ text }) => expect(text).toContain('n_records_count: 100'),
    refuses: OWNER,
    bad: badUuids(),
  },
  {
    endpoint: 'GET /unit_nodes/get_data_pipe_counters/{uuid}',
    as: 'maker',
    request: ({ things }) => ({ path: { uuid: things.output } }),
    verify: ({ body }) => expect(body).toMatchObject({ accepted: 0, dropped: [] }),
    refuses: OWNER,
    bad: badUuids(),
  },
  {
    endpoint: 'POST /unit_nodes/dry_run_data_pipe/{uuid}',
    as: 'maker',
    request: ({ things }) => ({
      path: { uuid: things.output },
      json: { document: CONFIGURATION, messages: [{ payload: 'a', time: '2026-01-02T03:04:05' }] },
    }),
    verify: ({ body }) =>
      expect(body).toMatchObject({
        steps: [{ time: '2026-01-02T03:04:05', payload: 'a', stage: null, stored: { state: 'a' } }],
        end: 'complete',
      }),
    refuses: OWNER,
    bad: [
      ...badUuids(),
      { name: 'no YAML', change: { json: { document: '{', messages: [] } }, refusal: PIPE_ERROR },
      { name: 'no source', change: { json: { document: CONFIGURATION } }, refusal: PIPE_ERROR },
      { name: 'no document', change: { json: { last_minutes: 5 } }, refusal: UNREADABLE },
      {
        name: 'messages that are none',
        change: { json: { document: CONFIGURATION, messages: [5] } },
        refusal: UNREADABLE,
      },
      {
        name: 'no list of messages',
        change: { json: { document: CONFIGURATION, messages: 'a' } },
        refusal: UNREADABLE,
      },
    ],
  },
  {
    endpoint: 'POST /unit_nodes/set_data_pipe_data_csv',
    as: 'maker',
    request: ({ things }) => ({ query: { uuid: things.output }, file: { field: 'data', content: CSV } }),
    status: 204,
    refuses: OWNER,
    bad: [
      ...badQueryUuid(),
      {
        name: '10B.28: missing columns',
        change: { file: { field: 'data', content: 'state\n1\n' } },
        refusal: PIPE_ERROR,
      },
      {
        name: 'a time that is none',
        change: { file: { field: 'data', content: 'state,create_datetime\n1,yesterday\n' } },
        refusal: PIPE_ERROR,
      },
    ],
  },
  {
    endpoint: 'GET /unit_nodes/get_data_pipe_data/',
    as: 'maker',
    request: ({ things }) => ({
      query: { uuid: things.output, type: 'NRecords', order_by_create_date: 'asc' },
    }),
    verify: ({ body }) =>
      expect(body).toMatchObject({ count: 2, pipe_data: [{ state: 'a' }, { state: 'b' }] }),
    refuses: SIGHT,
    admits: ['unit'],
    bad: [
      ...badQueryUuid(),
      {
        name: 'no policy',
        change: ({ things }) => ({ query: { uuid: things.output } }),
        refusal: UNREADABLE,
      },
      {
        name: '10B.7: a malformed relative time',
        change: ({ things }) => ({ query: { uuid: things.output, type: 'NRecords', relative_time: '5x' } }),
        refusal: { status: 422, detail: '' },
      },
      {
        name: '10B.10: a function that there is not',
        change: ({ things }) => ({
          query: { uuid: things.output, type: 'Aggregation', aggregation_type: "Avg'" },
        }),
        refusal: UNREADABLE,
      },
    ],
  },
  {
    endpoint: 'GET /unit_nodes/get_data_pipe_data_csv/{uuid}',
    as: 'maker',
    request: ({ things }) => ({ path: { uuid: things.output } }),
    verify: ({ bytes, headers }) => {
      expect(headers.get('content-type')).toBe('application/zip');
      expect(bytes.subarray(0, 2).toString()).toBe('PK');
    },
    refuses: SIGHT,
    admits: ['unit'],
    bad: [
      ...badUuids(),
      {
        name: 'a node without a pipe',
        change: ({ things }) => ({ path: { uuid: things.input } }),
        refusal: PIPE_ERROR,
      },
    ],
  },
  {
    endpoint: 'DELETE /unit_nodes/delete_data_pipe_data/{uuid}',
    as: 'maker',
    request: ({ things }) => ({ path: { uuid: things.output } }),
    status: 204,
    refuses: OWNER,
    bad: badUuids(),
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
