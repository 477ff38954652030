import { randomUUID } from 'node:crypto';
import {
  getNodeValues,
  getPipelineCounters,
  partitionOf,
  unitDeleted,
  unitNodeCreated,
  unitNodeDeleted,
} from '@unitfleet/contracts';
import { eventually } from '@unitfleet/testing';
import { lastValue, nRecords, timeWindow } from './support/documents';
import { UNIT } from './support/fake-units';
import { TestSystem, type Instance } from './support/test-system';

/** Nodes that nobody knows; the long form is a million. */
const STRANGERS = Number(process.env.STORM_TOPICS ?? 100_000);
const IN_ONE_GO = 10_000;
const PATIENCE = { timeoutMs: 120_000 };

jest.setTimeout(600_000);

describe('storms', () => {
  let system: TestSystem;
  let instance: Instance;

  beforeAll(async () => {
    system = await TestSystem.start();
    instance = await system.instance();
  });
  afterAll(() => system.stop());

  const engines = () =>
    [...instance.fleet.workers.values()].flatMap(({ opened }) => (opened ? [opened.engine] : []));
  const nodeCount = () => engines().reduce((sum, engine) => sum + engine.nodeCount, 0);
  const withoutPipeline = () =>
    engines().reduce((sum, engine) => sum + engine.counters.unstored.no_pipeline, 0);
  const send = (node: string, ...payloads: string[]) =>
    system.telemetry.publish(payloads.map((payload) => ({ node, timeMs: Date.now(), payload })));
  const rowsOf = (node: string) =>
    system.stored<{ state: string }>(
      `select state from n_last_entry final where unit_node_uuid = '${node}'
       union all select state from window_entry final where unit_node_uuid = '${node}'`,
    );
  const create = async (uuid: string, unitUuid = UNIT) => {
    await system.emit(unitNodeCreated, { uuid, unitUuid, topicName: 'value/pepeunit', type: 'Output' });
    await eventually(async () =>
      expect(await system.count('select count(*) from nodes where uuid = $1', [uuid])).toBe(1),
    );
  };
  const leftOf = async (node: string) => {
    const left: Record<string, number> = {};
    for (const table of ['node_values', 'node_states', 'pipeline_versions'])
      left[table] = await system.count(`select count(*) from ${table} where node_uuid = $1`, [node]);
    return { ...left, rows: (await rowsOf(node)).length };
  };
  const NOTHING = { node_values: 0, node_states: 0, pipeline_versions: 0, rows: 0 };
  /** As if everything since the beginning of the stream had come after the last checkpoint. */
  const replayEverything = async () => {
    await instance.stop();
    await system.postgres.query('update partitions set sequence = 0, time_ms = 0');
    await system.postgres.query('delete from node_states');
    instance = await system.instance();
  };

  it('of nodes that nobody knows are counted and leave nothing behind', async () => {
    const known = await system.node();
    await system.pipeline(known, nRecords(100, { type: 'Text' }));
    await send(known, 'before');
    await eventually(async () => expect(await system.states(known, 'NRecords')).toEqual(['before']));
    const [nodes, counted] = [nodeCount(), withoutPipeline()];
    for (let sent = 0; sent < STRANGERS; sent += IN_ONE_GO)
      await system.telemetry.publish(
        Array.from({ length: IN_ONE_GO }, () => ({ node: randomUUID(), timeMs: Date.now(), payload: '1' })),
      );
    await send(known, 'after');
    await eventually(
      async () => expect(await system.states(known, 'NRecords')).toEqual(['before', 'after']),
      PATIENCE,
    );
    await eventually(() => expect(withoutPipeline() - counted).toBe(STRANGERS), PATIENCE);
    expect(nodeCount()).toBe(nodes);
    expect(await system.count('select count(*) from node_states')).toBeLessThanOrEqual(nodes);
    expect(await system.count('select count(*) from nodes')).toBe(nodes);
  });

  it('over a node that is deleted: what comes late is counted, and nothing brings it back', async () => {
    const [node, neighbour] = [randomUUID(), await system.node()];
    await create(node);
    await system.pipeline(node, timeWindow(86_400, { type: 'Text' }));
    await system.pipeline(neighbour, timeWindow(86_400, { type: 'Text' }));
    let sent = 0;
    let isOver = false;
    const publishing = (async () => {
      for (; !isOver; sent += 1)
        await system.telemetry.publish([
          { node, timeMs: Date.now(), payload: `${sent}` },
          { node: neighbour, timeMs: Date.now(), payload: `${sent}` },
        ]);
    })();
    await eventually(async () =>
      expect((await system.states(node, 'TimeWindow')).length).toBeGreaterThan(20),
    );
    const before = withoutPipeline();
    await system.emit(unitNodeDeleted, { uuid: node, unitUuid: UNIT });
    await eventually(() => expect(withoutPipeline()).toBeGreaterThan(before + 20));
    isOver = true;
    await publishing;

    const everything = Array.from({ length: sent }, (_, index) => `${index}`);
    await eventually(async () => expect(await system.states(neighbour, 'TimeWindow')).toEqual(everything));
    await eventually(async () => expect(await leftOf(node)).toEqual(NOTHING));
    expect((await system.ask(getNodeValues, { nodeUuids: [node] })).values).toEqual([]);
    expect(await system.ask(getPipelineCounters, { nodeUuid: node })).toMatchObject({
      accepted: 0,
      dropped: [],
    });

    await create(node);
    await replayEverything();
    await send(neighbour, 'replayed');
    await eventually(async () =>
      expect(await system.states(neighbour, 'TimeWindow')).toEqual([...everything, 'replayed']),
    );
    await eventually(async () => expect(await leftOf(node)).toEqual(NOTHING));
    expect((await system.ask(getNodeValues, { nodeUuids: [node] })).values).toEqual([]);
  });

  it('over a node that is made again under another uuid: the new one has nothing of the old one', async () => {
    const old = await system.node();
    await system.pipeline(old, nRecords(100, { type: 'Text' }));
    await send(old, 'old');
    await eventually(async () => expect(await system.states(old, 'NRecords')).toEqual(['old']));
    await system.emit(unitNodeDeleted, { uuid: old, unitUuid: UNIT });
    const fresh = await system.node();
    await system.pipeline(fresh, nRecords(100, { type: 'Text' }));
    await send(old, 'late');
    await send(fresh, 'new');
    await eventually(async () => expect(await system.states(fresh, 'NRecords')).toEqual(['new']));
    await eventually(async () => expect(await leftOf(old)).toEqual(NOTHING));
    expect(await system.states(fresh, 'NRecords')).toEqual(['new']);
  });

  it('over a Unit that is deleted: all of its nodes go, whatever its messages say', async () => {
    const unit = randomUUID();
    const nodes = Array.from({ length: 5 }, () => randomUUID());
    for (const node of nodes) await create(node, unit);
    for (const [index, node] of nodes.entries())
      await system.pipeline(node, index === 0 ? lastValue({ type: 'Text' }) : nRecords(10, { type: 'Text' }));
    const all = () =>
      system.telemetry.publish(nodes.map((node) => ({ node, timeMs: Date.now(), payload: 'x' })));
    await all();
    await eventually(async () => expect(await system.states(nodes[4]!, 'NRecords')).toEqual(['x']));
    // The event names none: it may be that nobody knows them any more.
    await system.emit(unitDeleted, { uuid: unit, nodeUuids: [] });
    for (let round = 0; round < 20; round += 1) await all();
    for (const node of nodes) {
      await eventually(async () => expect(await leftOf(node)).toEqual(NOTHING));
      const { partition } = (
        await system.postgres.query('select partition from nodes where uuid = $1', [node])
      ).rows[0];
      expect(partition).toBe(partitionOf(node));
    }
    const before = withoutPipeline();
    await all();
    await eventually(() => expect(withoutPipeline()).toBe(before + nodes.length));
  });
});
