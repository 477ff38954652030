import {
  countRegistryEntities,
  countUnitEntities,
  DomainError,
  noAccess,
  readPipeData,
  streamPipeData,
} from '@unitfleet/contracts';
import * as documents from './documents/pipe-data';
import { startGateway, userToken, type TestGateway } from './support/start-gateway';
import { FRACTION, NODE, WHOLE } from './support/views';

const MAX_ROWS = 4;
const MAX_BYTES = 2_000;

const nRecord = (state: string) => ({
  unit_node_uuid: NODE,
  state,
  state_type: 'Number',
  create_datetime: FRACTION,
  max_count: 10,
  size: state.length,
});

const gate = () => {
  let resolve = (): void => undefined;
  const promise = new Promise<void>((open) => (resolve = open));
  return { promise, resolve };
};

const ROWS = {
  N_RECORDS: nRecord('21'),
  TIME_WINDOW: {
    unit_node_uuid: NODE,
    state: '},{"',
    state_type: 'Text',
    create_datetime: WHOLE,
    expiration_datetime: FRACTION,
    size: 4,
  },
  AGGREGATION: {
    unit_node_uuid: NODE,
    state: 0.3,
    aggregation_type: 'Sum',
    time_window_size: 60,
    create_datetime: WHOLE,
    start_window_datetime: WHOLE,
    end_window_datetime: FRACTION,
  },
  LAST_VALUE: { unit_node_uuid: NODE, state: 'on', last_update_datetime: WHOLE },
};

describe('data of pipes without a limit', () => {
  let gateway: TestGateway;
  beforeAll(async () => {
    gateway = await startGateway({
      GRAPHQL_UNPAGED_ROWS: String(MAX_ROWS),
      GRAPHQL_UNPAGED_BYTES: String(MAX_BYTES),
    });
  });
  afterAll(() => gateway.close());

  const ask = (more: object = {}) =>
    gateway.graphql.ask(documents.getPipeData, {
      token: userToken,
      variables: { uuid: NODE, type: 'N_RECORDS', ...more },
    });

  /** Answers rows; tells how many parts of them were taken, and when nobody took more. */
  const serve = (rows: readonly object[], { count = rows.length, size = -1 } = {}) => {
    const content = Buffer.from(rows.map((row) => JSON.stringify(row)).join(','));
    const told = { taken: 0, left: Promise.resolve() };
    gateway.fleet.onStream(streamPipeData, () => {
      let leave = (): void => undefined;
      told.left = new Promise((resolve) => (leave = resolve));
      return {
        head: { count, size: size < 0 ? content.length : size },
        content: (async function* () {
          try {
            for (let at = 0; at < content.length; at += 100) {
              yield content.subarray(at, at + 100);
              told.taken += 1;
            }
          } finally {
            leave();
          }
        })(),
      };
    });
    return told;
  };

  it.each([
    ['N_RECORDS', { state: '21', stateType: 'NUMBER', createDatetime: FRACTION, maxCount: 10, size: 2 }],
    ['TIME_WINDOW', { state: '},{"', stateType: 'TEXT', createDatetime: WHOLE }],
    ['AGGREGATION', { state_float: 0.3, aggregationType: 'SUM', startWindowDatetime: WHOLE }],
    ['LAST_VALUE', { state: 'on', lastUpdateDatetime: WHOLE }],
  ] as const)('are rows as with one: %s', async (type, shown) => {
    serve([ROWS[type], ROWS[type]]);
    const before = gateway.fleet.count(readPipeData);
    const { json } = await ask({ type, limit: type === 'LAST_VALUE' ? 0 : undefined });
    expect(json.data.getPipeData).toMatchObject({ count: 2, pipeData: [shown, { unitNodeUuid: NODE }] });
    expect(gateway.fleet.count(readPipeData)).toBe(before);
  });

  it('are asked for with all filters', async () => {
    serve([]);
    expect((await ask({ searchString: 'on', offset: 3, relativeTime: '30d' })).json.data.getPipeData).toEqual(
      {
        count: 0,
        pipeData: [],
        __typename: 'PipeDataResultType',
      },
    );
    expect(gateway.fleet.last(streamPipeData).request).toMatchObject({
      nodeUuid: NODE,
      type: 'NRecords',
      searchString: 'on',
      offset: 3,
      relativeTime: '30d',
      orderByCreateDate: 'desc',
    });
  });

  it('may be of an additional pipeline', async () => {
    serve([]);
    const query = `{ getPipeData(filters: { uuid: "${NODE}", type: N_RECORDS, pipeline: "hourly" }) { count } }`;
    expect((await gateway.graphql.ask(query, { token: userToken })).json.data.getPipeData.count).toBe(0);
    expect(gateway.fleet.last(streamPipeData).request).toMatchObject({ pipeline: 'hourly' });
  });

  it('are refused before they come when they are too many, with the way out', async () => {
    const told = serve(
      Array.from({ length: 100 }, () => nRecord('1')),
      { size: 10 },
    );
    const { json } = await ask();
    expect(json).toMatchObject({ data: null, errors: [{ path: ['getPipeData'] }] });
    const { message } = json.errors[0];
    expect(message).toMatch(/^422: 2: Validation Error: 100 rows of 10 bytes /);
    expect(message).toMatch(/limit .*offset.* get_data_pipe_data of REST/);
    await told.left;
    // What was under way already, and no more.
    expect(told.taken).toBeLessThan(100);
  });

  it('count without those that an offset skips', async () => {
    serve([nRecord('1')], { count: 100 });
    expect((await ask({ offset: 99 })).json.data.getPipeData.count).toBe(100);
    expect((await ask({ offset: 50 })).json.errors[0].message).toMatch(/: 50 rows of /);
  });

  it('are refused when they are too large, also when they are larger than was said', async () => {
    const rows = [nRecord('x'.repeat(MAX_BYTES))];
    serve(rows);
    expect((await ask()).json.errors[0].message).toMatch(
      /^422: 2: Validation Error: 1 rows of 2\d{3} bytes /,
    );
    const told = serve(rows, { size: 10 });
    expect((await ask()).json.errors[0].message).toMatch(/^422: 2: /);
    await told.left;
  });

  it('are refused by their owner as others are', async () => {
    gateway.fleet.onStream(streamPipeData, () => {
      throw noAccess('not yours');
    });
    expect((await ask()).json.errors[0].message).toBe('403: 1: No Access: not yours');
    gateway.fleet.onStream(streamPipeData, () => ({
      head: { count: 1, size: 10 },
      content: (async function* () {
        yield Buffer.from('{"state"');
        throw new DomainError('Unavailable', 'the store is away');
      })(),
    }));
    expect((await ask()).json.errors[0].message).toMatch(/the store is away$/);
  });

  it('come to many at once, each in its turn', async () => {
    serve([nRecord('1'), nRecord('2')]);
    const answers = await Promise.all(Array.from({ length: 10 }, () => ask()));
    expect(answers.map(({ json }) => json.data.getPipeData.count)).toEqual(Array(10).fill(2));
  });
});

describe('the two turns of answers without a limit', () => {
  let gateway: TestGateway;
  beforeAll(async () => {
    gateway = await startGateway({ GRAPHQL_UNPAGED_ROWS: String(MAX_ROWS) });
    gateway.fleet.on(countUnitEntities, () => ({ unitCount: 0, unitNodeCount: 0, unitNodeEdgeCount: 0 }));
  });
  afterAll(() => gateway.close());

  const FIELD = `getPipeData(filters: { uuid: "${NODE}", type: N_RECORDS }) { count }`;
  const ROWS_ONLY = `{ ${FIELD} }`;
  const ROWS_AND_MORE = `{ ${FIELD} getBaseMetrics { userCount } }`;

  const ask = (query: string) => gateway.graphql.ask(query, { token: userToken });

  /** Rows come at once, what else is asked for when the test says so. */
  const serve = () => {
    const rest = gate();
    const bothOpen = gate();
    const told = { opened: 0, rest, bothOpen: bothOpen.promise };
    gateway.fleet.onStream(streamPipeData, () => {
      told.opened += 1;
      if (told.opened === 2) bothOpen.resolve();
      const content = Buffer.from(JSON.stringify(nRecord('1')));
      return {
        head: { count: 1, size: content.length },
        content: (async function* () {
          yield content;
        })(),
      };
    });
    gateway.fleet.on(countRegistryEntities, async () => {
      await rest.promise;
      return { userCount: 7, repositoryRegistryCount: 0, repoCount: 0 };
    });
    return told;
  };

  it('last until the whole answer is out, and rows are not asked for before', async () => {
    const told = serve();
    const first = [ask(ROWS_AND_MORE), ask(ROWS_AND_MORE)];
    await told.bothOpen;
    const third = ask(ROWS_ONLY);
    // Answered by the same process, behind the third: it has come by then.
    await ask('{ __typename }');
    expect(told.opened).toBe(2);
    told.rest.resolve();
    expect((await third).json.data.getPipeData.count).toBe(1);
    for (const { json } of await Promise.all(first)) expect(json.data.getBaseMetrics.userCount).toBe(7);
  });

  it('end when their clients go', async () => {
    const told = serve();
    await gateway.fleetSettled();
    const clients = new AbortController();
    const body = JSON.stringify({ query: ROWS_AND_MORE });
    const headers = { 'x-auth-token': userToken, 'content-type': 'application/json' };
    const { signal } = clients;
    const left = [1, 2].map(() =>
      expect(fetch(gateway.graphql.url, { method: 'POST', headers, body, signal })).rejects.toThrow(),
    );
    await told.bothOpen;
    clients.abort();
    await Promise.all(left);
    expect((await ask(ROWS_ONLY)).json.data.getPipeData.count).toBe(1);
    told.rest.resolve();
  });

  it('are one for all fields of an operation, which share what it may have', async () => {
    serve();
    const fields = (count: number) =>
      `{ ${Array.from({ length: count }, (_, index) => `f${index}: ${FIELD}`).join(' ')} }`;
    const { json } = await ask(fields(MAX_ROWS));
    expect(Object.values(json.data)).toEqual(Array(MAX_ROWS).fill(expect.objectContaining({ count: 1 })));
    expect((await ask(fields(MAX_ROWS + 1))).json.errors[0].message).toMatch(
      /^422: 2: Validation Error: 1 rows of .* all its fields together/,
    );
  });
});
