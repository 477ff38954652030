import { getNodeValues, readPipeData } from '@unitfleet/contracts';
import { eventually } from '@unitfleet/testing';
import { aggregation, lastValue, nRecords, timeWindow } from './support/documents';
import { TestSystem } from './support/test-system';

const MINUTE_MS = 60_000;

describe('policies', () => {
  let system: TestSystem;
  /** The start of a minute that is over. */
  const minute = Math.floor(Date.now() / MINUTE_MS) * MINUTE_MS - MINUTE_MS;

  const states = async (nodeUuid: string, type: 'NRecords' | 'TimeWindow' | 'Aggregation') => {
    const { count, pipeData } = await system.ask(readPipeData, { nodeUuid, type, orderByCreateDate: 'asc' });
    expect(count).toBe(pipeData.length);
    return pipeData.map((item) => item.state);
  };

  const send = (node: string, payloads: (string | number)[], startMs = minute) =>
    system.telemetry.publish(
      payloads.map((payload, index) => ({ node, timeMs: startMs + index, payload: String(payload) })),
    );

  beforeAll(async () => {
    system = await TestSystem.start();
    await system.instance();
  });
  afterAll(() => system.stop());

  it('LastValue keeps the newest value', async () => {
    const node = await system.node();
    await system.pipeline(node, lastValue({ type: 'Text' }));
    await send(node, ['a', 'b', 'ц']);
    const value = await eventually(async () => {
      const { values } = await system.ask(getNodeValues, { nodeUuids: [node] });
      return values[0]?.state === 'ц' && values[0];
    });
    expect(value).toMatchObject({
      lastUpdateDatetime: new Date(minute + 2),
      isDataPipeActive: true,
      dataPipeStatus: 'Active',
      dataPipeError: null,
    });
    expect(await system.ask(readPipeData, { nodeUuid: node, type: 'LastValue' })).toEqual({
      count: 1,
      pipeData: [
        { policy: 'LastValue', unitNodeUuid: node, state: 'ц', lastUpdateDatetime: new Date(minute + 2) },
      ],
    });
  });

  it('NRecords shows the newest N, whatever N was when they were written', async () => {
    const node = await system.node();
    await system.pipeline(node, nRecords(3));
    await send(node, [1, 2, 3, 4, 5]);
    await eventually(async () => expect(await states(node, 'NRecords')).toEqual(['3', '4', '5']));
    await system.pipeline(node, nRecords(4));
    await send(node, [6], minute + 10);
    await eventually(async () => expect(await states(node, 'NRecords')).toEqual(['3', '4', '5', '6']));
    await system.pipeline(node, nRecords(2));
    expect(await states(node, 'NRecords')).toEqual(['5', '6']);
  });

  it('TimeWindow shows what has not expired', async () => {
    const node = await system.node();
    await system.pipeline(node, timeWindow(300, { type: 'Text' }));
    const now = Date.now();
    await send(node, ['old'], now);
    await send(node, ['new'], now + 200_000);
    await eventually(async () => expect(await states(node, 'TimeWindow')).toEqual(['old', 'new']));
    system.clock.offsetMs = 305_000;
    expect(await states(node, 'TimeWindow')).toEqual(['new']);
    system.clock.offsetMs = 0;
  });

  it('Aggregation stores a window when a tick has passed its end', async () => {
    const node = await system.node();
    await system.pipeline(node, aggregation('Sum', 60));
    const start = Math.ceil(Date.now() / MINUTE_MS + 10) * MINUTE_MS;
    await send(node, [0.1, 0.2, 0.3], start);
    await system.telemetry.tick(start + MINUTE_MS - 1);
    await system.telemetry.tick(start + MINUTE_MS);
    const { pipeData } = await eventually(async () => {
      const answer = await system.ask(readPipeData, { nodeUuid: node, type: 'Aggregation' });
      return answer.count > 0 && answer;
    });
    expect(pipeData).toEqual([
      {
        policy: 'Aggregation',
        unitNodeUuid: node,
        state: 0.6,
        aggregationType: 'Sum',
        timeWindowSize: 60,
        createDatetime: new Date(start + MINUTE_MS),
        startWindowDatetime: new Date(start),
        endWindowDatetime: new Date(start + MINUTE_MS),
      },
    ]);
    for (const [timeWindowSize, count] of [
      [60, 1],
      [-1, 0],
      [2 ** 32 + 60, 0],
    ] as const)
      expect(
        await system.ask(readPipeData, { nodeUuid: node, type: 'Aggregation', timeWindowSize }),
      ).toMatchObject({ count });
  });

  it('a changed policy starts with nothing, and a changed filter goes on', async () => {
    const node = await system.node();
    await system.pipeline(node, nRecords(10));
    await send(node, [1, 2]);
    await eventually(async () => expect(await states(node, 'NRecords')).toEqual(['1', '2']));
    await system.pipeline(node, nRecords(10, { filters: ', last_unique_check: true' }));
    await send(node, [2, 3], minute + 10);
    await eventually(async () => expect(await states(node, 'NRecords')).toEqual(['1', '2', '3']));
    await system.pipeline(node, timeWindow(3600));
    expect(await states(node, 'NRecords')).toEqual([]);
    await system.pipeline(node, nRecords(10));
    await send(node, [4], minute + 20);
    await eventually(async () => expect(await states(node, 'NRecords')).toEqual(['4']));
    await eventually(async () => {
      const rows = await system.stored<{ state: string }>(
        `select state from n_last_entry final where unit_node_uuid = '${node}'`,
      );
      expect(rows).toEqual([{ state: '4' }]);
    });
  });
});
