import {
  checkPipeline,
  deletePipeData,
  dryRunPipeline,
  getPipeline,
  getPipelineCounters,
  importPipeData,
  MAX_HISTORY_POINTS,
  readPipeData,
  readPipeDataPoints,
  setPipeline,
} from '@unitfleet/contracts';
import { getPipeDataPoints } from './documents/additions';
import * as documents from './documents/pipe-data';
import { describeOperations } from './support/describe-operations';
import { BAD_PAGES, BAD_UUIDS, NONE, type OperationCase } from './support/operation-case';
import { startGateway, unitToken, userToken, type TestGateway } from './support/start-gateway';
import { FRACTION, NODE, WHOLE } from './support/views';

const whole = new Date(`${WHOLE}Z`);
const fraction = new Date(`${FRACTION}Z`);
const YAML = 'active_period:\n  type: Permanent\n';
const CSV = 'state,create_datetime\n21,2025-01-02 03:04:05\n';

const EVERYTHING = {
  nodeUuid: NODE,
  offset: null,
  limit: 500,
  pipeline: null,
  searchString: null,
  aggregationType: ['Avg', 'Min', 'Max', 'Sum'],
  timeWindowSize: null,
  startAggWindowDatetime: null,
  endAggWindowDatetime: null,
  startCreateDatetime: null,
  endCreateDatetime: null,
  relativeTime: null,
  orderByCreateDate: 'desc',
};

const rows = (...pipeData: unknown[]) => ({ count: 9, pipeData });
const shownRows = (...pipeData: unknown[]) => ({ count: 9, pipeData, __typename: 'PipeDataResultType' });

const cases: OperationCase[] = [
  {
    document: documents.getPipeData,
    variables: { uuid: NODE, type: 'N_RECORDS', limit: 500 },
    asks: readPipeData,
    request: { ...EVERYTHING, type: 'NRecords' },
    answers: rows({
      policy: 'NRecords',
      unitNodeUuid: NODE,
      state: '21',
      stateType: 'Number',
      createDatetime: fraction,
      maxCount: 10,
      size: 2,
    }),
    shows: shownRows({
      unitNodeUuid: NODE,
      state: '21',
      stateType: 'NUMBER',
      createDatetime: FRACTION,
      maxCount: 10,
      size: 2,
      __typename: 'NRecordsType',
    }),
    malformed: [
      ...BAD_UUIDS,
      ...BAD_PAGES,
      { type: 'NRecords' },
      { type: null },
      { aggregationType: ['Avg; drop'] },
      { startCreateDatetime: 'yesterday' },
      { endCreateDatetime: '2025-02-30' },
      { timeWindowSize: 1.5 },
      { relativeTime: 5 },
    ],
  },
  {
    document: documents.getPipeData,
    variables: {
      uuid: NODE,
      type: 'TIME_WINDOW',
      searchString: 'on',
      // 10B.7: with zones, and without.
      startCreateDatetime: '2025-01-02T05:04:05+02:00',
      endCreateDatetime: '2025-01-02T03:04:05.123',
      relativeTime: '30d',
      orderByCreateDate: 'asc',
      offset: 1,
      limit: 2,
    },
    asks: readPipeData,
    request: {
      ...EVERYTHING,
      type: 'TimeWindow',
      searchString: 'on',
      startCreateDatetime: whole,
      endCreateDatetime: fraction,
      relativeTime: '30d',
      orderByCreateDate: 'asc',
      offset: 1,
      limit: 2,
    },
    answers: rows({
      policy: 'TimeWindow',
      unitNodeUuid: NODE,
      state: 'on',
      stateType: 'Text',
      createDatetime: whole,
      expirationDatetime: fraction,
      size: 2,
    }),
    shows: shownRows({
      unitNodeUuid: NODE,
      state: 'on',
      stateType: 'TEXT',
      createDatetime: WHOLE,
      expirationDatetime: FRACTION,
      size: 2,
      __typename: 'TimeWindowType',
    }),
    malformed: [],
  },
  {
    // 10B.6: rows come, although their end is no field that this document knows.
    document: documents.getPipeData,
    variables: {
      uuid: NODE,
      type: 'AGGREGATION',
      limit: 500,
      aggregationType: ['SUM', 'AVG'],
      timeWindowSize: 60,
      startAggWindowDatetime: WHOLE,
      endAggWindowDatetime: '2025-01-02',
    },
    asks: readPipeData,
    request: {
      ...EVERYTHING,
      type: 'Aggregation',
      aggregationType: ['Sum', 'Avg'],
      timeWindowSize: 60,
      startAggWindowDatetime: whole,
      endAggWindowDatetime: new Date('2025-01-02T00:00:00Z'),
    },
    answers: rows({
      policy: 'Aggregation',
      unitNodeUuid: NODE,
      state: 0.3,
      aggregationType: 'Sum',
      timeWindowSize: 60,
      createDatetime: whole,
      startWindowDatetime: whole,
      endWindowDatetime: fraction,
    }),
    shows: shownRows({
      unitNodeUuid: NODE,
      state_float: 0.3,
      aggregationType: 'SUM',
      timeWindowSize: 60,
      createDatetime: WHOLE,
      startWindowDatetime: WHOLE,
      __typename: 'AggregationType',
    }),
    malformed: [{ aggregationType: ['Sum'] }, { startAggWindowDatetime: 1735787045 }],
  },
  {
    document: documents.getPipeData,
    variables: { uuid: NODE, type: 'LAST_VALUE', limit: 500, aggregationType: null, orderByCreateDate: null },
    asks: readPipeData,
    request: { ...EVERYTHING, type: 'LastValue', aggregationType: null, orderByCreateDate: null },
    answers: rows({ policy: 'LastValue', unitNodeUuid: NODE, state: 'on', lastUpdateDatetime: whole }),
    shows: shownRows({
      unitNodeUuid: NODE,
      state: 'on',
      lastUpdateDatetime: WHOLE,
      __typename: 'LastValueType',
    }),
    malformed: [],
  },
  {
    document: getPipeDataPoints,
    variables: { uuid: NODE },
    asks: readPipeDataPoints,
    request: {
      nodeUuid: NODE,
      points: 300,
      pipeline: null,
      aggregationType: null,
      startCreateDatetime: null,
      endCreateDatetime: null,
      relativeTime: null,
    },
    answers: { points: [] },
    shows: { points: [] },
    malformed: [
      ...BAD_UUIDS,
      { points: 0 },
      { points: MAX_HISTORY_POINTS + 1 },
      { points: null },
      { points: 1.5 },
      { aggregationType: ['MAX'] },
      { aggregationType: 'MEDIAN' },
      { endCreateDatetime: 'yesterday' },
    ],
  },
  {
    document: getPipeDataPoints,
    variables: {
      uuid: NODE,
      points: MAX_HISTORY_POINTS,
      pipeline: 'hourly',
      aggregationType: 'MAX',
      startCreateDatetime: '2025-01-02T05:04:05+02:00',
      endCreateDatetime: '2025-01-02T03:04:05.123',
      relativeTime: '30d',
    },
    asks: readPipeDataPoints,
    request: {
      nodeUuid: NODE,
      points: MAX_HISTORY_POINTS,
      pipeline: 'hourly',
      aggregationType: 'Max',
      startCreateDatetime: whole,
      endCreateDatetime: fraction,
      relativeTime: '30d',
    },
    answers: {
      points: [
        { startDatetime: whole, endDatetime: fraction, count: 2 ** 40, min: -1.5, max: 4, avg: 0.25 },
        { startDatetime: whole, endDatetime: fraction, count: 1, min: null, max: null, avg: null },
      ],
    },
    shows: {
      points: [
        { startDatetime: WHOLE, endDatetime: FRACTION, count: 2 ** 40, min: -1.5, max: 4, avg: 0.25 },
        { startDatetime: WHOLE, endDatetime: FRACTION, count: 1, min: null, max: null, avg: null },
      ],
    },
    malformed: [],
  },
  {
    document: documents.checkDataPipeConfig,
    variables: { file: null },
    file: YAML,
    asks: checkPipeline,
    request: { document: Buffer.from(YAML) },
    answers: { problems: [{ stage: 'ActivePeriod', message: 'Field required', line: 1, column: 2 }] },
    shows: [{ stage: 'ACTIVE_PERIOD', message: 'Field required', __typename: 'DataPipeValidationErrorType' }],
    malformed: [{ file: null }, { file: YAML }],
  },
  {
    document: documents.getDataPipeConfig,
    variables: { uuid: NODE },
    asks: getPipeline,
    request: { nodeUuid: NODE },
    answers: { document: YAML },
    shows: YAML,
    malformed: BAD_UUIDS,
  },
  {
    document: documents.setDataPipeConfig,
    variables: { uuid: NODE, file: null },
    file: YAML,
    asks: setPipeline,
    request: { nodeUuid: NODE, document: Buffer.from(YAML) },
    answers: null,
    shows: NONE,
    malformed: [...BAD_UUIDS, { file: null }],
  },
  {
    document: documents.setDataPipeDataCsv,
    variables: { uuid: NODE, file: null },
    file: CSV,
    asks: importPipeData,
    isUpload: true,
    request: { nodeUuid: NODE, content: Buffer.from(CSV) },
    answers: { rows: 1 },
    shows: NONE,
    malformed: [...BAD_UUIDS, { file: null }],
  },
  {
    document: documents.deleteDataPipeData,
    variables: { uuid: NODE },
    asks: deletePipeData,
    request: { nodeUuid: NODE },
    answers: null,
    shows: NONE,
    malformed: BAD_UUIDS,
  },
];

describeOperations('operations on pipes and their data', cases, (gateway) => {
  it('shows the end of an aggregation window to those who ask for it', async () => {
    const { fleet, graphql } = gateway();
    fleet.on(readPipeData, () =>
      rows({
        policy: 'Aggregation',
        unitNodeUuid: NODE,
        state: 1,
        aggregationType: 'Avg',
        timeWindowSize: 60,
        createDatetime: whole,
        startWindowDatetime: whole,
        endWindowDatetime: fraction,
      }),
    );
    const query = `{ getPipeData(filters: { uuid: "${NODE}", type: AGGREGATION, limit: 9 }) {
      pipeData { ... on AggregationType { endWindowDatetime } }
    } }`;
    const { json } = await graphql.ask(query);
    expect(json).toEqual({ data: { getPipeData: { pipeData: [{ endWindowDatetime: FRACTION }] } } });
  });

  it('names an additional pipeline of an import', async () => {
    const { fleet, graphql } = gateway();
    fleet.onUpload(importPipeData, () => ({ rows: 1 }));
    const query = `mutation ($file: Upload!) {
      setDataPipeDataCsv(uuid: "${NODE}", file: $file, pipeline: "hourly") { isNone }
    }`;
    await graphql.ask(query, { token: userToken, files: { 'variables.file': CSV } });
    expect(fleet.last(importPipeData).request).toMatchObject({ nodeUuid: NODE, pipeline: 'hourly' });
  });

  it('shows where in a document a problem is', async () => {
    const { fleet, graphql } = gateway();
    fleet.on(checkPipeline, () => ({
      problems: [
        { stage: 'Filters', message: 'Field required', line: 3, column: 7 },
        { stage: 'Filters', message: 'nowhere' },
      ],
    }));
    const query = 'query ($file: Upload!) { checkDataPipeConfig(file: $file) { line column } }';
    const { json } = await graphql.ask(query, { files: { 'variables.file': YAML } });
    expect(json.data.checkDataPipeConfig).toEqual([
      { line: 3, column: 7 },
      { line: null, column: null },
    ]);
  });

  it('counts for each pipeline', async () => {
    const { fleet, graphql } = gateway();
    const dropped = [{ reason: 'rate', count: 2 ** 40 }];
    fleet.on(getPipelineCounters, () => ({
      since: null,
      until: whole,
      accepted: 1,
      dropped: [],
      additionalPipelines: [{ name: 'hourly', accepted: 5, dropped }],
    }));
    const query = `{ getDataPipeCounters(uuid: "${NODE}") {
      until accepted additionalPipelines { name accepted dropped { reason count } }
    } }`;
    expect((await graphql.ask(query, { token: userToken })).json.data.getDataPipeCounters).toEqual({
      until: WHOLE,
      accepted: 1,
      additionalPipelines: [{ name: 'hourly', accepted: 5, dropped }],
    });
  });

  it('refuses a configuration that fits into no message', async () => {
    const { fleet, graphql } = gateway();
    fleet.on(checkPipeline, () => ({ problems: [] }));
    const before = fleet.count(checkPipeline);
    const { json } = await graphql.ask(documents.checkDataPipeConfig, {
      token: userToken,
      files: { 'variables.file': 'x'.repeat(1024 * 1024 + 1) },
    });
    expect(json.errors[0].message).toMatch(/^422: 2: Validation Error: /);
    expect(fleet.count(checkPipeline)).toBe(before);
  });
});

async function* nothing(): AsyncGenerator<Uint8Array> {}

describe('rates of operations on pipes', () => {
  let gateway: TestGateway;
  beforeAll(async () => {
    gateway = await startGateway({
      RATE_LIMIT_EXEMPT: '',
      RATE_LIMIT_PIPE_CHECK: '1',
      RATE_LIMIT_PIPE_DATA_FILE: '1',
      RATE_LIMIT_PIPE_DATA_POINTS: '1',
    });
  });
  afterAll(() => gateway.close());

  it('counts points by themselves, dry runs and imports of one caller together', async () => {
    const { fleet, graphql } = gateway;
    fleet.on(readPipeDataPoints, () => ({ points: [] }));
    const points = `getPipeDataPoints(filters: { uuid: "${NODE}" }) { points { count } }`;
    const { json } = await graphql.ask(`{ ${points} again: ${points} }`, { token: unitToken });
    expect(json.errors[0]).toMatchObject({
      message: expect.stringMatching(/^429: 90: Too Many Requests: /),
      path: ['again'],
    });
    const run = `{ dryRunDataPipe(uuid: "${NODE}", document: "", lastMinutes: 5) { end } }`;
    let runs = 0;
    fleet.onStream(dryRunPipeline, () => {
      runs += 1;
      return { head: {}, content: nothing() };
    });
    await graphql.ask(run, { token: unitToken });
    expect((await graphql.ask(run, { token: unitToken })).json.errors[0].message).toMatch(/^429: 90: /);
    expect([fleet.count(readPipeDataPoints), runs]).toEqual([1, 1]);
  });

  it('counts each check and each import, also those of one request', async () => {
    const { fleet, graphql } = gateway;
    fleet.on(checkPipeline, () => ({ problems: [] }));
    fleet.onUpload(importPipeData, () => ({ rows: 1 }));
    const twice = (kind: string, field: string, more = '') =>
      graphql.ask(
        `${kind} ($file: Upload!) { ${field} again: ${field} }`.replaceAll('FILE', `file: $file${more}`),
        {
          files: { 'variables.file': YAML },
        },
      );

    const checks = await twice('query', 'checkDataPipeConfig(FILE) { stage }');
    expect(checks.json.errors[0]).toMatchObject({
      message: expect.stringMatching(/^429: 90: Too Many Requests: /),
      path: ['again'],
    });
    const imports = await twice('mutation', 'setDataPipeDataCsv(FILE) { isNone }', `, uuid: "${NODE}"`);
    expect(imports.json.errors[0].message).toMatch(/^429: 90: Too Many Requests: /);
    expect([fleet.count(checkPipeline), fleet.count(importPipeData)]).toEqual([1, 1]);
  });
});
