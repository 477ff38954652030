import { getNodeValues, readPipeData, setPipeline } from '@unitfleet/contracts';
import { eventually } from '@unitfleet/testing';
import { nRecords, timeWindow } from './support/documents';
import { TestSystem, type Instance } from './support/test-system';

/** Configurations, as fast as they are taken; the long form is a thousand. */
const CHANGES = Number(process.env.STORM_CHANGES ?? 120);
/** Messages that a test sends at most: reads show all of them. */
const MOST_MESSAGES = 20_000;
/** Reads of many rows, not to be repeated all the time. */
const PATIENCE = { timeoutMs: 120_000, intervalMs: 500 };

jest.setTimeout(600_000);

describe('a pipeline that is changed while messages flow', () => {
  let system: TestSystem;
  let instances: Instance[];

  beforeAll(async () => {
    system = await TestSystem.start({ DATAPIPE_LEASE_MS: '4000' });
    instances = [await system.instance(), await system.instance()];
  });
  afterAll(() => system.stop());

  const configure = (nodeUuid: string, document: string) =>
    system.ask(setPipeline, { nodeUuid, document: Buffer.from(document) });
  const states = async (nodeUuid: string, type: 'NRecords' | 'TimeWindow') =>
    (await system.ask(readPipeData, { nodeUuid, type, orderByCreateDate: 'asc' })).pipeData.map(({ state }) =>
      Number(state),
    );
  /** Which configuration a row is of: message n under configuration c is stored as n x c. */
  const scaled = (factor: number, document: string) =>
    `${document}transformations: { multiplication_ratio: ${factor} }\n`;

  /** Sends 1, 2, 3 ... until `work` is done; answers how many. */
  const publishDuring = async (node: string, work: () => Promise<void>): Promise<number> => {
    let isOver = false;
    let sent = 0;
    const publishing = (async () => {
      while (!isOver && sent < MOST_MESSAGES) {
        sent += 1;
        await system.telemetry.publish([{ node, timeMs: Date.now(), payload: `${sent}` }]);
      }
    })();
    await work().finally(() => (isOver = true));
    await publishing;
    return sent;
  };

  const expectConsistent = (rows: readonly number[], firstMessage: number, last: number): void => {
    const factors = rows.map((row, index) => row / (firstMessage + index));
    expect(factors.filter((factor) => !Number.isInteger(factor))).toEqual([]);
    expect(factors).toEqual([...factors].sort((a, b) => a - b));
    expect(factors.at(-1)).toBe(last);
  };

  const expectFewVersions = (node: string) =>
    eventually(async () =>
      expect(
        await system.count('select count(*) from pipeline_versions where node_uuid = $1', [node]),
      ).toBeLessThanOrEqual(2),
    );

  it('processes each message under one configuration, in their order, also across a change of owner', async () => {
    const node = await system.node();
    await system.pipeline(node, scaled(1, timeWindow(86_400)));
    const sent = await publishDuring(node, async () => {
      for (let change = 2; change <= CHANGES; change += 1) {
        await configure(node, scaled(change, timeWindow(86_400)));
        // A third owner takes its share of the partitions, and gives it back.
        if (change === CHANGES >> 1) await (await system.instance()).stop();
      }
      await system.settled();
    });
    await system.telemetry.publish([{ node, timeMs: Date.now(), payload: `${sent + 1}` }]);
    const rows = await eventually(async () => {
      const stored = await states(node, 'TimeWindow');
      expect(stored).toHaveLength(sent + 1);
      return stored;
    }, PATIENCE);
    expectConsistent(rows, 1, CHANGES);
    await expectFewVersions(node);
  });

  it('shows rows of the newest policy alone, and all of them', async () => {
    const node = await system.node();
    await system.pipeline(node, scaled(1, timeWindow(86_400)));
    const changes = CHANGES >> 2;
    const sent = await publishDuring(node, async () => {
      for (let change = 2; change <= changes; change += 1)
        await configure(node, scaled(change, change % 2 === 0 ? nRecords(1_024) : timeWindow(86_400)));
      await system.settled();
    });
    await system.telemetry.publish([{ node, timeMs: Date.now(), payload: `${sent + 1}` }]);
    const type = changes % 2 === 0 ? 'NRecords' : 'TimeWindow';
    const rows = await eventually(async () => {
      const stored = await states(node, type);
      expect(stored.at(-1)).toBe((sent + 1) * changes);
      return stored;
    }, PATIENCE);
    expect(rows).toEqual(rows.map((_, index) => (sent + 2 - rows.length + index) * changes));
    expect(await states(node, type === 'NRecords' ? 'TimeWindow' : 'NRecords')).toEqual([]);
    await expectFewVersions(node);
    // What older series had is gone from the store too, also what was under way when they were left behind.
    await system.postgres.query('update series_drops set due_at = now()');
    await eventually(async () => {
      const stored = await system.stored<{ series: number }>(
        `select distinct series from n_last_entry final where unit_node_uuid = '${node}'
         union all select distinct series from window_entry final where unit_node_uuid = '${node}'`,
      );
      expect(stored).toHaveLength(1);
    }, PATIENCE);
  });

  it('takes effect with the first message that the stream has after it, time after time', async () => {
    const node = await system.node();
    await system.pipeline(node, nRecords(1_024));
    for (let change = 2; change <= 20; change += 1) {
      await system.pipeline(node, scaled(change, nRecords(1_024)));
      await system.telemetry.publish([{ node, timeMs: Date.now(), payload: `${change}` }]);
    }
    const expected = Array.from({ length: 19 }, (_, index) => (index + 2) ** 2);
    await eventually(async () => expect(await states(node, 'NRecords')).toEqual(expected));
  });

  it('says that it runs, whatever was noted before it was taken over', async () => {
    const node = await system.node();
    await system.pipeline(node, nRecords(10));
    await system.telemetry.publish([{ node, timeMs: Date.now(), payload: '1' }]);
    await eventually(async () => expect(await states(node, 'NRecords')).toEqual([1]));
    await eventually(async () =>
      expect(
        await system.count(
          'select count(*) from node_states s join nodes n on n.uuid = s.node_uuid and n.config_version = s.config_version where n.uuid = $1',
          [node],
        ),
      ).toBe(1),
    );
    await system.postgres.query("update nodes set error = 'from before' where uuid = $1", [node]);
    const status = async () => (await system.ask(getNodeValues, { nodeUuids: [node] })).values[0];
    expect(await status()).toMatchObject({ dataPipeStatus: 'Error', dataPipeError: 'from before' });
    for (const instance of instances) await instance.stop();
    await system.instance();
    await eventually(async () =>
      expect(await status()).toMatchObject({ dataPipeStatus: 'Active', dataPipeError: null }),
    );
  });
});
