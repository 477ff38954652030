import {
  MAX_HISTORY_POINTS,
  readPipeDataPoints,
  setPipelineActive,
  type OperationRequest,
  type PipeDataPoint,
} from '@unitfleet/contracts';
import fc from 'fast-check';
import { aggregation, lastValue, nRecords, several, timeWindow } from './support/documents';
import { STRANGER, UNIT } from './support/fake-units';
import { Files } from './support/files';
import { OWNER, TestSystem } from './support/test-system';

type Request = Omit<OperationRequest<typeof readPipeDataPoints>, 'nodeUuid'>;
interface Row {
  readonly ms: number;
  readonly number: number | null;
}

const MINUTE_MS = 60_000;
const start = Math.floor(Date.now() / MINUTE_MS) * MINUTE_MS - 1_000 * MINUTE_MS;
const csvTime = (ms: number) => new Date(ms).toISOString().replace('T', ' ').replace('Z', '');
const ms = (time: unknown): number | undefined => (time as Date | null | undefined)?.getTime();

const pointOf = (rows: readonly Row[], startMs: number, endMs: number): PipeDataPoint => {
  const numbers = rows.flatMap(({ number }) => (number === null ? [] : [number]));
  const isNumber = numbers.length > 0;
  return {
    startDatetime: new Date(startMs),
    endDatetime: new Date(endMs),
    count: rows.length,
    min: isNumber ? Math.min(...numbers) + 0 : null,
    max: isNumber ? Math.max(...numbers) + 0 : null,
    avg: isNumber ? numbers.reduce((sum, value) => sum + value / numbers.length, 0) : null,
  };
};

/** What the operation promises, said once more without a database. */
const naive = (rows: readonly Row[], request: Request): PipeDataPoint[] => {
  const [from, to] = [ms(request.startCreateDatetime), ms(request.endCreateDatetime)];
  const shown = rows.filter((row) => row.ms >= (from ?? -Infinity) && row.ms <= (to ?? Infinity));
  if (shown.length === 0) return [];
  const first = from ?? Math.min(...shown.map((row) => row.ms));
  const last = to ?? Math.max(...shown.map((row) => row.ms));
  const width = Math.ceil((last - first + 1) / request.points);
  const points: PipeDataPoint[] = [];
  for (let at = first; at <= last; at += width) {
    const together = shown.filter((row) => row.ms >= at && row.ms < at + width);
    if (together.length > 0) points.push(pointOf(together, at, at + width));
  }
  return points;
};

const close = (points: readonly PipeDataPoint[]): object[] =>
  points.map((point) => ({ ...point, avg: point.avg === null ? null : expect.closeTo(point.avg, 6) }));

describe('downsampled histories', () => {
  let system: TestSystem;
  let files: Files;

  const points = async (nodeUuid: string, request: Request, actor = OWNER) =>
    (await system.ask(readPipeDataPoints, { nodeUuid, ...request }, actor)).points;
  const nodeWith = async (document: string): Promise<string> => {
    const node = await system.node();
    await system.pipeline(node, document);
    return node;
  };
  /** Of any width, with and without bounds, also ones that lie outside of the rows. */
  const asNaive = async (nodeUuid: string, rows: readonly Row[], more: Partial<Request> = {}) => {
    const times = rows.map((row) => row.ms);
    const bound = fc.option(
      fc
        .integer({ min: Math.min(...times) - 5_000, max: Math.max(...times) + 5_000 })
        .map((time) => new Date(time)),
    );
    const request = fc.record({
      points: fc.oneof(fc.integer({ min: 1, max: 40 }), fc.integer({ min: 1, max: MAX_HISTORY_POINTS })),
      startCreateDatetime: bound,
      endCreateDatetime: bound,
    });
    await fc.assert(
      fc.asyncProperty(request, async (asked) => {
        const found = await points(nodeUuid, { ...asked, ...more });
        expect(found).toEqual(close(naive(rows, asked)));
        expect(found.length).toBeLessThanOrEqual(asked.points);
      }),
      { numRuns: 12 },
    );
  };

  const times = (count: number) =>
    fc
      .sample(fc.integer({ min: 0, max: 900 * MINUTE_MS }), { numRuns: count, seed: 7 })
      .sort((a, b) => a - b);
  /** All the forms that a number may have. */
  const NUMBERS = ['1', '-2.5', '+3', '.5', '7.', '1e3', '-4E-2', '0012', '123456789.123456789', '-0', '0.1'];

  beforeAll(async () => {
    system = await TestSystem.start();
    files = new Files(system);
    await system.instance();
  });
  afterAll(() => system.stop());

  it('are those of the rows that a read shows, for policy TimeWindow', async () => {
    const node = await nodeWith(timeWindow(86_400));
    const rows = times(300).map((offset, index) => ({
      ms: start + offset,
      text: NUMBERS[index % NUMBERS.length]!,
    }));
    const file = rows.map((row) => `${row.text},${csvTime(row.ms)}\n`);
    await files.import(node, `state,create_datetime\n${file.join('')}`);
    const stored = rows.map((row) => ({ ms: row.ms, number: Number(row.text) }));
    await asNaive(node, stored);
    const [recent] = await points(node, { points: 1, relativeTime: '1d' });
    expect(recent).toMatchObject({ count: 300 });
    expect(recent!.startDatetime.getTime()).toBeLessThan(stored[0]!.ms);
    // Half of them have expired.
    const half = stored[150]!.ms;
    system.clock.offsetMs = half + 86_400_000 - Date.now();
    const left = stored.filter((row) => row.ms > half + 60_000);
    const relative = await points(node, { points: 10, startCreateDatetime: new Date(half + 60_001) });
    system.clock.offsetMs = 0;
    expect(relative.reduce((sum, { count }) => sum + count, 0)).toBe(left.length);
  });

  it('are those of the newest N, for policy NRecords', async () => {
    const node = await nodeWith(nRecords(100));
    const rows = times(100).map((offset, index) => ({ ms: start + offset, number: index % 9 }));
    const file = rows.map((row) => `${row.number},${csvTime(row.ms)}\n`);
    await files.import(node, `state,create_datetime\n${file.join('')}`);
    await asNaive(node, rows);
    await system.pipeline(node, nRecords(40));
    await asNaive(node, rows.slice(-40));
  });

  it('count texts, which have no numbers, whatever they look like', async () => {
    const node = await nodeWith(nRecords(100, { type: 'Text' }));
    await files.import(node, `state,create_datetime\n5,${csvTime(start)}\nб,${csvTime(start + 1)}\n`);
    await system.pipeline(node, nRecords(100));
    await system.settled();
    const point = (count: number) => ({ count, min: null, max: null, avg: null });
    expect(await points(node, { points: 1 })).toMatchObject([point(2)]);
    expect(await points(node, { points: 2 })).toMatchObject([point(1), point(1)]);
  });

  it('are those of one function, for policy Aggregation', async () => {
    const node = await nodeWith(several(lastValue(), { windows: aggregation('[Min, Max, Sum]', 60) }));
    const rows = [
      ...new Set(times(200).map((offset) => start + Math.floor(offset / MINUTE_MS) * MINUTE_MS)),
    ].flatMap((end, index) =>
      ['Min', 'Max', 'Sum'].map((name, place) => ({ ms: end, name, number: index * 10 + place - 0.5 })),
    );
    const file = rows.map(
      ({ ms: end, name, number }) =>
        `${number},${name},${csvTime(end)},${csvTime(end - MINUTE_MS)},${csvTime(end)}\n`,
    );
    const header = 'state,aggregation_type,create_datetime,start_window_datetime,end_window_datetime\n';
    const pipeline = 'windows';
    await files.import(node, header + file.join(''), OWNER, pipeline);
    await asNaive(
      node,
      rows.filter(({ name }) => name === 'Min'),
      { pipeline },
    );
    await asNaive(
      node,
      rows.filter(({ name }) => name === 'Sum'),
      { pipeline, aggregationType: 'Sum' },
    );
    await expect(points(node, { points: 1, pipeline, aggregationType: 'Avg' })).rejects.toMatchObject({
      errorCode: 'DataPipe',
    });
  });

  it('stay numbers where a sum would not be one', async () => {
    const node = await nodeWith(nRecords(10));
    const [large, larger] = [1.5e308, 1.7e308];
    const file = [large, larger, larger].map((value) => `${BigInt(value)},${csvTime(start)}\n`).join('');
    await files.import(node, `state,create_datetime\n${file}`);
    const [point] = await points(node, { points: 1 });
    expect(point).toMatchObject({ count: 3, min: large, max: larger });
    expect(point!.avg! / 1e308).toBeCloseTo(4.9 / 3, 10);
  });

  it('take bounds far beyond what is stored', async () => {
    const node = await nodeWith(nRecords(10));
    await files.import(node, `state,create_datetime\n1,${csvTime(start)}\n2,${csvTime(start + 1)}\n`);
    const [first, last] = [new Date('0001-01-01T00:00:00Z'), new Date('9999-12-31T23:59:59.999Z')];
    for (const [startCreateDatetime, endCreateDatetime] of [
      [first, last],
      [null, last],
      [first, null],
    ]) {
      const request = { points: 3, startCreateDatetime, endCreateDatetime };
      expect((await points(node, request)).reduce((sum, { count }) => sum + count, 0)).toBe(2);
    }
    expect(await points(node, { points: 3, startCreateDatetime: last })).toEqual([]);
    expect(await points(node, { points: 3, endCreateDatetime: first })).toEqual([]);
    expect(await points(node, { points: 3, startCreateDatetime: last, endCreateDatetime: first })).toEqual(
      [],
    );
  });

  it('are empty without rows, and refused where there is no history, and to strangers', async () => {
    const node = await nodeWith(several(nRecords(10), { last: lastValue() }));
    expect(await points(node, { points: 10 })).toEqual([]);
    expect(await points(node, { points: 10, relativeTime: '1h' })).toEqual([]);
    const refused = (text: string) => ({ errorCode: 'DataPipe', text: expect.stringContaining(text) });
    await expect(points(node, { points: 1, pipeline: 'last' })).rejects.toMatchObject(refused('LastValue'));
    await expect(points(node, { points: 1, pipeline: 'none' })).rejects.toMatchObject(
      refused('no pipeline none'),
    );
    await expect(points(node, { points: 1, aggregationType: 'Sum' })).rejects.toMatchObject(
      refused('compute Sum'),
    );
    await expect(points(await system.node('value'), { points: 1 })).rejects.toMatchObject(
      refused('no configuration'),
    );
    await expect(points(node, { points: 1, relativeTime: 'soon' })).rejects.toMatchObject({
      errorCode: 'Validation',
    });
    const stranger = { ...OWNER, login: STRANGER };
    await expect(points(node, { points: 1 }, stranger)).rejects.toMatchObject({ errorCode: 'NoAccess' });
    // Switched off, a pipe keeps what it has.
    const facts = { nodeUuid: node, unitUuid: UNIT, topicName: 'value/pepeunit' };
    await system.ask(setPipelineActive, { ...facts, isActive: false });
    expect(await points(node, { points: 10 })).toEqual([]);
  });
});
