import {
  DomainError,
  dryRunPipeline,
  exportPipeData,
  getPipelineCounters,
  importPipeData,
  MAX_HISTORY_POINTS,
  noAccess,
  readPipeData,
  readPipeDataPoints,
  streamPipeData,
  checkPipeline,
} from '@unitfleet/contracts';
import { NODE, startGateway, unitToken, userToken, type TestGateway } from './support/start-gateway';

const time = (text: string) => new Date(`${text}Z`);

async function* bytes(text: string) {
  yield Buffer.from(text);
}

describe('what charts and makers of pipes ask for', () => {
  let gateway: TestGateway;
  let rest: TestGateway['rest'];
  let fleet: TestGateway['fleet'];

  beforeAll(async () => {
    gateway = await startGateway({ RATE_LIMIT_EXEMPT: '127.0.0.0/8,::1' });
    ({ rest, fleet } = gateway);
  });
  afterAll(() => gateway.close());

  const get = (path: string, token = userToken) => rest.call('GET', `/unit_nodes/${path}`, { token });
  const form = (field: string, content: string) => {
    const body = new FormData();
    body.set(field, new Blob([content]), 'data.csv');
    return { raw: { content: body } };
  };

  describe('points of a history', () => {
    const points = (query = '', token = userToken) =>
      get(`get_data_pipe_points/?uuid=${NODE}${query}`, token);

    it('are buckets, some of them without numbers', async () => {
      const bucket = { startDatetime: time('2025-01-02T03:00:00'), endDatetime: time('2025-01-02T03:00:30') };
      fleet.on(readPipeDataPoints, () => ({
        points: [
          { ...bucket, count: 3, min: -1.5, max: 4, avg: 0.25 },
          { ...bucket, count: 1, min: null, max: null, avg: null },
        ],
      }));
      const { status, json } = await points('', unitToken);
      const shown = { start_datetime: '2025-01-02T03:00:00', end_datetime: '2025-01-02T03:00:30' };
      expect([status, json]).toEqual([
        200,
        {
          points: [
            { ...shown, count: 3, min: -1.5, max: 4, avg: 0.25 },
            { ...shown, count: 1, min: null, max: null, avg: null },
          ],
        },
      ]);
      expect(fleet.last(readPipeDataPoints)).toMatchObject({
        request: { nodeUuid: NODE, points: 300 },
        actor: { kind: 'Unit' },
      });
    });

    it('are of one pipeline, function and time', async () => {
      fleet.on(readPipeDataPoints, () => ({ points: [] }));
      await points(
        '&points=5000&pipeline=hourly&aggregation_type=Max&relative_time=30d' +
          '&start_create_datetime=2025-01-02T05:04:05%2B02:00&end_create_datetime=2025-01-02T03:04:05.123',
      );
      expect(fleet.last(readPipeDataPoints).request).toEqual({
        nodeUuid: NODE,
        points: 5_000,
        pipeline: 'hourly',
        aggregationType: 'Max',
        relativeTime: '30d',
        startCreateDatetime: time('2025-01-02T03:04:05'),
        endCreateDatetime: time('2025-01-02T03:04:05.123'),
      });
    });

    it.each([
      '&points=0',
      '&points=-1',
      `&points=${MAX_HISTORY_POINTS + 1}`,
      '&points=many',
      '&points=1.5',
      '&aggregation_type=Median',
      '&start_create_datetime=yesterday',
      '&pipeline=%00',
      '&uuid=x',
    ])('are asked of nobody for %s', async (query) => {
      fleet.on(readPipeDataPoints, () => ({ points: [] }));
      const before = fleet.count(readPipeDataPoints);
      expect((await points(query)).status).toBe(422);
      expect(fleet.count(readPipeDataPoints)).toBe(before);
    });

    it('are refused by their owner as data are', async () => {
      fleet.on(readPipeDataPoints, () => {
        throw noAccess('not yours');
      });
      expect((await points()).json).toEqual({ detail: '403: 1: No Access: not yours' });
      fleet.on(readPipeDataPoints, () => {
        throw new DomainError('DataPipe', 'the pipeline keeps no history');
      });
      expect((await points()).json.detail).toMatch(/^422: 8: DataPipe Validation Error: /);
    });

    it('have a path in one spelling, as data have', async () => {
      const { status, json } = await get(`get_data_pipe_points?uuid=${NODE}`);
      expect([status, json.detail[0].loc]).toEqual([422, ['path', 'uuid']]);
    });
  });

  describe('an additional pipeline', () => {
    it('is named in reads, with a limit and without', async () => {
      fleet.on(readPipeData, () => ({ count: 0, pipeData: [] }));
      fleet.onStream(streamPipeData, () => ({ head: { count: 0, size: 0 }, content: bytes('') }));
      const path = `get_data_pipe_data/?uuid=${NODE}&type=NRecords&pipeline=hourly`;
      await get(`${path}&limit=5`);
      await get(path);
      for (const operation of [readPipeData, streamPipeData])
        expect(fleet.last(operation).request).toMatchObject({ nodeUuid: NODE, pipeline: 'hourly' });
    });

    it('is named in files', async () => {
      fleet.onStream(exportPipeData, () => ({ head: { fileName: 'a.zip', size: 2 }, content: bytes('PK') }));
      fleet.onUpload(importPipeData, () => ({ rows: 0 }));
      await get(`get_data_pipe_data_csv/${NODE}?pipeline=hourly`);
      expect(fleet.last(exportPipeData).request).toEqual({ nodeUuid: NODE, pipeline: 'hourly' });
      const path = `/unit_nodes/set_data_pipe_data_csv?uuid=${NODE}&pipeline=hourly`;
      const { status } = await rest.call('POST', path, { token: userToken, ...form('data', 'state') });
      expect(status).toBe(204);
      expect(fleet.last(importPipeData).request).toMatchObject({ nodeUuid: NODE, pipeline: 'hourly' });
    });

    it('is refused by the owner where there is none of the name', async () => {
      fleet.onStream(exportPipeData, () => {
        throw new DomainError('DataPipe', 'the node has no pipeline "daily"');
      });
      expect((await get(`get_data_pipe_data_csv/${NODE}?pipeline=daily`)).json.detail).toMatch(/^422: 8: /);
    });

    it('has counts of its own', async () => {
      const dropped = [{ reason: 'rate', count: 2 }];
      fleet.on(getPipelineCounters, () => ({
        since: time('2025-01-02T03:04:05'),
        until: null,
        accepted: 1,
        dropped: [],
        additionalPipelines: [{ name: 'hourly', accepted: 5, dropped }],
      }));
      expect((await get(`get_data_pipe_counters/${NODE}`)).json).toEqual({
        since: '2025-01-02T03:04:05',
        until: null,
        accepted: 1,
        dropped: [],
        additional_pipelines: [{ name: 'hourly', accepted: 5, dropped }],
      });
    });
  });

  it('shows where in the document a problem is', async () => {
    fleet.on(checkPipeline, () => ({
      problems: [{ stage: 'Filters', message: 'Field required', line: 3, column: 7 }],
    }));
    const { json } = await rest.call('POST', '/unit_nodes/check_data_pipe_config', form('data', 'a: 1'));
    expect(json).toEqual([{ stage: 'Filters', message: 'Field required', line: 3, column: 7 }]);
  });

  it('hands a dry run through, and ends it when the client goes', async () => {
    const first = '{"steps":[{"pipeline":"hourly","stored":{"aggregation_type":"Max"}}';
    let end = (): void => undefined;
    const ended = new Promise<void>((resolve) => (end = resolve));
    fleet.onStream(dryRunPipeline, () => ({
      head: {},
      content: (async function* () {
        try {
          yield Buffer.from(first);
          // Until nobody listens any more.
          for (;;) {
            yield Buffer.from(' ');
            await new Promise((resolve) => setImmediate(resolve));
          }
        } finally {
          end();
        }
      })(),
    }));
    const client = new AbortController();
    const response = await fetch(`${gateway.origin}/pepeunit/api/v1/unit_nodes/dry_run_data_pipe/${NODE}`, {
      method: 'POST',
      headers: { 'x-auth-token': userToken, 'content-type': 'application/json' },
      body: JSON.stringify({ document: 'a: 1', last_minutes: 5 }),
      signal: client.signal,
    });
    const { value } = await response.body!.getReader().read();
    expect(Buffer.from(value!).toString()).toContain(first);
    client.abort();
    await ended;
  });
});
