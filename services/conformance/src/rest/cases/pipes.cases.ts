import {
  badQueryUuid,
  badUuids,
  CREATOR_ONLY,
  CREATOR_OR_SELF,
  NO_ACCESS,
  refused,
  type RestCase,
  UNREADABLE,
} from '../rest-case';

const PIPE_ERROR = refused(8, 'DataPipe Validation Error');
const OUT_OF_RANGE = refused(2, 'Validation Error');

const CONFIGURATION = `
active_period: {type: Permanent}
filters: {type_input_value: Text, max_rate: 0, last_unique_check: false, max_size: 0}
processing_policy: {policy_type: NRecords, n_records_count: 100}
`;
const CSV = 'state,create_datetime\na,2026-01-02 03:04:05\nb,2026-01-02 03:04:06\n';

/** Pipes of nodes and their data (`docs/protocol/rest-graphql.md 2.5, 4.9`). */
export const pipeCases: RestCase[] = [
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
    refuses: CREATOR_ONLY,
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
    refuses: CREATOR_ONLY,
    bad: badUuids(),
  },
  {
    endpoint: 'GET /unit_nodes/get_data_pipe_counters/{uuid}',
    as: 'maker',
    request: ({ things }) => ({ path: { uuid: things.output } }),
    verify: ({ body }) => expect(body).toMatchObject({ accepted: 0, dropped: [], additional_pipelines: [] }),
    refuses: CREATOR_ONLY,
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
        steps: [
          {
            pipeline: null,
            time: '2026-01-02T03:04:05',
            payload: 'a',
            stage: null,
            stored: { state: 'a', aggregation_type: null },
          },
        ],
        end: 'complete',
      }),
    refuses: CREATOR_ONLY,
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
    refuses: CREATOR_ONLY,
    bad: [
      ...badQueryUuid(),
      {
        name: '10B.28: missing columns',
        change: { file: { field: 'data', content: 'state\n1\n' } },
        refusal: PIPE_ERROR,
      },
      {
        name: 'a pipeline that there is not',
        change: ({ things }) => ({ query: { uuid: things.output, pipeline: 'other' } }),
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
    refuses: CREATOR_OR_SELF,
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
    endpoint: 'GET /unit_nodes/get_data_pipe_points/',
    as: 'maker',
    request: ({ things }) => ({ query: { uuid: things.output, points: '1' } }),
    verify: ({ body }) => expect(body).toMatchObject({ points: [{ count: 2, min: null, avg: null }] }),
    refuses: CREATOR_OR_SELF,
    admits: ['unit'],
    bad: [
      ...badQueryUuid(),
      {
        name: 'no points at all',
        change: ({ things }) => ({ query: { uuid: things.output, points: '0' } }),
        refusal: OUT_OF_RANGE,
      },
      {
        name: 'more points than a history has',
        change: ({ things }) => ({ query: { uuid: things.output, points: '5001' } }),
        refusal: OUT_OF_RANGE,
      },
      {
        name: 'a pipeline that there is not',
        change: ({ things }) => ({ query: { uuid: things.output, pipeline: 'other' } }),
        refusal: PIPE_ERROR,
      },
      {
        name: 'a function that the pipeline does not compute',
        change: ({ things }) => ({ query: { uuid: things.output, aggregation_type: 'Max' } }),
        refusal: PIPE_ERROR,
      },
      {
        name: 'a node without a pipe',
        change: ({ things }) => ({ query: { uuid: things.input } }),
        refusal: PIPE_ERROR,
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
    refuses: CREATOR_OR_SELF,
    admits: ['unit'],
    bad: [
      ...badUuids(),
      {
        name: 'a node without a pipe',
        change: ({ things }) => ({ path: { uuid: things.input } }),
        refusal: PIPE_ERROR,
      },
      { name: 'a pipeline that there is not', change: { query: { pipeline: 'other' } }, refusal: PIPE_ERROR },
    ],
  },
  {
    endpoint: 'DELETE /unit_nodes/delete_data_pipe_data/{uuid}',
    as: 'maker',
    request: ({ things }) => ({ path: { uuid: things.output } }),
    status: 204,
    refuses: CREATOR_ONLY,
    bad: badUuids(),
  },
];
