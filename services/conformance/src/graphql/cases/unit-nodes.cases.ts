import { UploadedFile } from '../../world/graphql-caller';
import {
  badFilters,
  badUuids,
  CREATOR_ONLY,
  CREATOR_OR_SELF,
  type GraphqlCase,
  UNREADABLE,
  USERS_ONLY,
  NONE,
} from '../graphql-case';

const NODE_ERROR = '422: 8: UnitNode Validation Error: ';
const PIPE_ERROR = '422: 8: DataPipe Validation Error: ';
const OUT_OF_RANGE = '422: 2: Validation Error: ';

const CONFIGURATION = new UploadedFile(`
active_period: {type: Permanent}
filters: {type_input_value: Text, max_rate: 0, last_unique_check: false, max_size: 0}
processing_policy: {policy_type: NRecords, n_records_count: 100}
`);

export const unitNodeCases: GraphqlCase[] = [
  {
    operation: 'getUnitNode',
    as: 'maker',
    variables: ({ things }) => ({ uuid: things.output }),
    verify: (node) => expect(node).toMatchObject({ type: 'OUTPUT', isDataPipeActive: true }),
    refuses: CREATOR_OR_SELF,
    admits: ['unit'],
    bad: badUuids,
  },
  {
    operation: 'getUnitNodes',
    as: 'maker',
    variables: ({ things }) => ({
      filters: { unitUuid: things.unit, type: ['INPUT'], hasDataPipeError: false },
    }),
    verify: ({ count, unitNodes }, { things }) =>
      expect([count, unitNodes[0].uuid]).toEqual([1, things.input]),
    refuses: ['garbage'],
    admits: ['anonymous', 'stranger', 'unit'],
    bad: [
      ...badFilters(),
      { name: 'neither yes nor no', change: { filters: { hasDataPipeError: 'x' } }, message: UNREADABLE },
    ],
  },
  {
    operation: 'updateUnitNode',
    as: 'maker',
    variables: ({ things }) => ({
      uuid: things.input,
      unitNode: { maxConnections: 5, visibilityLevel: null },
    }),
    verify: (node) => expect(node.maxConnections).toBe(5),
    refuses: CREATOR_ONLY,
    bad: [
      ...badUuids,
      { name: 'room for nobody', change: { unitNode: { maxConnections: 0 } }, message: NODE_ERROR },
    ],
  },
  {
    operation: 'setStateUnitNodeInput',
    as: 'maker',
    variables: ({ things }) => ({ uuid: things.input, unitNode: { state: 'on' } }),
    verify: (node) => expect(node).toMatchObject({ state: 'on', maxConnections: 5 }),
    refuses: CREATOR_OR_SELF,
    bad: [
      ...badUuids,
      { name: 'an Output', change: ({ things }) => ({ uuid: things.output }), message: NODE_ERROR },
    ],
  },
  {
    operation: 'checkDataPipeConfig',
    as: 'anonymous',
    variables: () => ({ file: CONFIGURATION }),
    verify: (problems) => expect(problems).toEqual([]),
    refuses: ['garbage'],
    admits: ['stranger', 'unit'],
    bad: [{ name: 'no file', change: { file: 'text' }, message: UNREADABLE }],
  },
  {
    operation: 'setDataPipeConfig',
    as: 'maker',
    variables: ({ things }) => ({ uuid: things.output, file: CONFIGURATION }),
    verify: (value) => expect(value).toEqual(NONE),
    refuses: CREATOR_ONLY,
    bad: [
      ...badUuids,
      { name: '10B.28: no YAML', change: { file: new UploadedFile('{') }, message: PIPE_ERROR },
    ],
  },
  {
    operation: 'getDataPipeConfig',
    as: 'maker',
    variables: ({ things }) => ({ uuid: things.output }),
    verify: (text) => expect(text).toContain('n_records_count: 100'),
    refuses: CREATOR_ONLY,
    bad: badUuids,
  },
  {
    operation: 'getDataPipeCounters',
    as: 'maker',
    variables: ({ things }) => ({ uuid: things.output }),
    verify: (counters) =>
      expect(counters).toMatchObject({ accepted: 0, dropped: [], additionalPipelines: [] }),
    refuses: CREATOR_ONLY,
    bad: badUuids,
  },
  {
    operation: 'dryRunDataPipe',
    as: 'maker',
    variables: ({ things }) => ({
      uuid: things.output,
      document: CONFIGURATION.content,
      messages: [{ payload: 'a', time: '2026-01-02T03:04:05' }],
    }),
    verify: (run) =>
      expect(run).toMatchObject({
        steps: [
          {
            pipeline: null,
            time: '2026-01-02T03:04:05',
            payload: 'a',
            stage: null,
            stored: { policy: 'N_RECORDS', aggregationType: null },
          },
        ],
        end: 'complete',
      }),
    refuses: CREATOR_ONLY,
    bad: [
      ...badUuids,
      { name: 'no YAML', change: { document: '{' }, message: PIPE_ERROR },
      { name: 'two sources', change: { lastMinutes: 5 }, message: PIPE_ERROR },
    ],
  },
  {
    operation: 'setDataPipeDataCsv',
    as: 'maker',
    variables: ({ things }) => ({
      uuid: things.output,
      file: new UploadedFile('state,create_datetime\na,2026-01-02 03:04:05\n'),
    }),
    verify: (value) => expect(value).toEqual(NONE),
    refuses: CREATOR_ONLY,
    bad: [
      ...badUuids,
      {
        name: '10B.28: missing columns',
        change: { file: new UploadedFile('state\n1\n') },
        message: PIPE_ERROR,
      },
      { name: 'a pipeline that there is not', change: { pipeline: 'other' }, message: PIPE_ERROR },
    ],
  },
  {
    operation: 'getPipeData',
    as: 'maker',
    variables: ({ things }) => ({ filters: { uuid: things.output, type: 'N_RECORDS' } }),
    verify: ({ count, pipeData }) =>
      expect([count, pipeData[0]]).toEqual([
        1,
        expect.objectContaining({ __typename: 'NRecordsType', NRecordsType_state: 'a' }),
      ]),
    refuses: CREATOR_OR_SELF,
    admits: ['unit'],
    bad: [
      {
        name: 'no policy',
        change: ({ things }) => ({ filters: { uuid: things.output } }),
        message: UNREADABLE,
      },
      {
        name: '10B.7: a malformed relative time',
        change: ({ things }) => ({ filters: { uuid: things.output, type: 'N_RECORDS', relativeTime: '5x' } }),
        message: '',
      },
    ],
  },
  {
    operation: 'getPipeDataPoints',
    as: 'maker',
    variables: ({ things }) => ({ filters: { uuid: things.output, points: 1 } }),
    verify: ({ points }) => expect(points).toMatchObject([{ count: 1, min: null, avg: null }]),
    refuses: CREATOR_OR_SELF,
    admits: ['unit'],
    bad: [
      {
        name: 'no points at all',
        change: ({ things }) => ({ filters: { uuid: things.output, points: 0 } }),
        message: OUT_OF_RANGE,
      },
      {
        name: 'more points than a history has',
        change: ({ things }) => ({ filters: { uuid: things.output, points: 5001 } }),
        message: OUT_OF_RANGE,
      },
      {
        name: 'a pipeline that there is not',
        change: ({ things }) => ({ filters: { uuid: things.output, pipeline: 'other' } }),
        message: PIPE_ERROR,
      },
      {
        name: 'a function that the pipeline does not compute',
        change: ({ things }) => ({ filters: { uuid: things.output, aggregationType: 'MAX' } }),
        message: PIPE_ERROR,
      },
      { name: 'no node', change: { filters: { points: 1 } }, message: UNREADABLE },
    ],
  },
  {
    operation: 'deleteDataPipeData',
    as: 'maker',
    variables: ({ things }) => ({ uuid: things.output }),
    verify: (value) => expect(value).toEqual(NONE),
    refuses: CREATOR_ONLY,
    bad: badUuids,
  },
  {
    operation: 'createUnitNodeEdge',
    as: 'maker',
    variables: ({ things }) => ({
      unitNodeEdge: { nodeOutputUuid: things.output, nodeInputUuid: things.input },
    }),
    verify: (edge, { things }) => expect(edge.nodeOutputUuid).toBe(things.output),
    refuses: CREATOR_ONLY,
    bad: [
      {
        name: 'two Outputs',
        change: ({ things }) => ({
          unitNodeEdge: { nodeOutputUuid: things.output, nodeInputUuid: things.output },
        }),
        message: NODE_ERROR,
      },
      {
        name: 'one end',
        change: ({ things }) => ({ unitNodeEdge: { nodeOutputUuid: things.output } }),
        message: UNREADABLE,
      },
    ],
  },
  {
    operation: 'getUnitNodeEdges',
    as: 'maker',
    variables: ({ things }) => ({ filters: { unitUuid: things.unit, unitNodeUuids: [things.output] } }),
    verify: ({ count, unitNodeEdges }, { things }) =>
      expect([count, unitNodeEdges[0].nodeInputUuid]).toEqual([1, things.input]),
    refuses: ['garbage'],
    admits: ['anonymous', 'stranger', 'unit'],
    bad: badFilters(),
  },
  {
    operation: 'deleteUnitNodeEdge',
    as: 'maker',
    variables: ({ things }) => ({ outputUuid: things.output, inputUuid: things.input }),
    verify: (value) => expect(value).toEqual(NONE),
    refuses: [...USERS_ONLY, 'stranger', 'admin'],
    bad: [{ name: 'no uuid', change: { inputUuid: 'x' }, message: UNREADABLE }],
  },
];
