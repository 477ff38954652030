import { randomUUID } from 'node:crypto';
import {
  checkPipeline,
  controlFrame,
  deletePipeData,
  getNodeValues,
  getPipeline,
  listFailedPipelines,
  partitionOf,
  readPipeData,
  setNodeValue,
  setPipeline,
  setPipelineActive,
  toNodeKey,
  unitDeleted,
  unitNodeCreated,
  unitNodeDeleted,
  type Actor,
} from '@unitfleet/contracts';
import { eventually } from '@unitfleet/testing';
import { lastValue, nRecords, timeWindow } from './support/documents';
import { STRANGER, UNIT } from './support/fake-units';
import { OWNER, TestSystem, type Instance } from './support/test-system';

const foreign: Actor = { ...OWNER, login: STRANGER } as Actor;
const bytes = (text: string) => Buffer.from(text);

describe('pipelines', () => {
  let system: TestSystem;
  let instance: Instance;

  const value = async (uuid: string) => (await system.ask(getNodeValues, { nodeUuids: [uuid] })).values[0];
  const send = (node: string, ...payloads: string[]) =>
    system.telemetry.publish(payloads.map((payload) => ({ node, timeMs: Date.now(), payload })));

  const failed = async (after: string | null = null, limit = 100) =>
    (await system.ask(listFailedPipelines, { after, limit })).nodeUuids;

  beforeAll(async () => {
    system = await TestSystem.start();
    instance = await system.instance();
  });
  afterAll(() => system.stop());

  it('a new node of a platform topic has the default pipeline, another one has none', async () => {
    const platform = await system.node();
    const plain = await system.node('value');
    expect(await value(platform)).toMatchObject({ isDataPipeActive: true, dataPipeStatus: 'Active' });
    expect(await value(plain)).toMatchObject({
      isDataPipeActive: false,
      dataPipeStatus: 'Inactive',
      dataPipeYml: null,
    });
    await system.settled();
    await send(platform, 'x');
    await eventually(async () => expect(await value(platform)).toMatchObject({ state: 'x' }));
  });

  it('are checked with every problem and its place', async () => {
    const check = (document: string) =>
      system.ask(checkPipeline, { document: bytes(document) }, { kind: 'Bot' });
    expect(await check(lastValue())).toEqual({ problems: [] });
    const { problems } = await check('filtres: {}\nprocessing_policy: { policy_type: Nothing }');
    expect(new Set(problems.map(({ stage }) => stage))).toEqual(
      new Set(['ActivePeriod', 'Filters', 'ProcessingPolicy']),
    );
    expect((await check('a: [')).problems[0]).toMatchObject({ line: expect.any(Number) });
    await expect(check(' \n')).rejects.toThrow(/^422: 8: DataPipe Validation Error/);
  });

  it('are refused with the protocol’s errors', async () => {
    const node = await system.node();
    const set = (document: string, actor = OWNER) =>
      system.ask(setPipeline, { nodeUuid: node, document: bytes(document) }, actor);
    await expect(set('a: 1')).rejects.toThrow(/^422: 8: DataPipe Validation Error: .*3 errors/);
    await expect(set(lastValue(), foreign)).rejects.toThrow(/^403: 1: No Access/);
    await system.ask(setPipelineActive, {
      nodeUuid: node,
      unitUuid: UNIT,
      topicName: 'value/pepeunit',
      isActive: false,
    });
    await expect(set(lastValue())).rejects.toThrow(/^422: 8: DataPipe Validation Error: .*not active/);
    await expect(system.ask(getPipeline, { nodeUuid: node })).rejects.toThrow(/^422: 8: .*not active/);
    await expect(
      system.ask(readPipeData, { nodeUuid: node, type: 'NRecords', relativeTime: '5 minutes' }),
    ).rejects.toThrow(/^422: 2: Validation Error/);
    await expect(system.ask(readPipeData, { nodeUuid: node, type: 'NRecords' }, foreign)).rejects.toThrow(
      /^403: 1: /,
    );
  });

  it('come back as YAML', async () => {
    const node = await system.node();
    await system.pipeline(node, nRecords(7));
    const { document } = await system.ask(getPipeline, { nodeUuid: node });
    expect(document).toContain('n_records_count: 7');
    expect(document).not.toContain('null');
  });

  it('change at a definite point of the stream, also before their node is heard of', async () => {
    const node = randomUUID();
    await system.ask(setPipeline, { nodeUuid: node, document: bytes(nRecords(10, { type: 'Text' })) });
    await system.settled();
    await send(node, 'a', 'b');
    const frame = { node: toNodeKey(node), configVersion: 100, series: 2, additionalSeries: [], config: '' };
    const [{ config }] = (await system.postgres.query('select config from nodes where uuid = $1', [node]))
      .rows;
    await system.telemetry.publishBytes(
      partitionOf(node),
      controlFrame({ ...frame, config, isActive: false }),
    );
    await send(node, 'not stored');
    await system.telemetry.publishBytes(
      partitionOf(node),
      controlFrame({ ...frame, config, configVersion: 101, isActive: true }),
    );
    // Older than what is installed: it comes too late and does nothing.
    await system.telemetry.publishBytes(
      partitionOf(node),
      controlFrame({ ...frame, config, isActive: false }),
    );
    await send(node, 'c');
    await eventually(async () => expect(await system.states(node)).toEqual(['a', 'b', 'c']));
    await system.emit(unitNodeCreated, {
      uuid: node,
      unitUuid: UNIT,
      topicName: 'value/pepeunit',
      type: 'Input',
    });
    await system.node();
    expect((await value(node))!.dataPipeYml).toBe(config);
  });

  it('say so when the stored configuration cannot be read, and when it can again', async () => {
    const node = await system.node();
    await system.settled();
    const broken = {
      node: toNodeKey(node),
      configVersion: 1,
      series: 1,
      additionalSeries: [],
      isActive: true,
      config: '{',
    };
    await system.postgres.query('update nodes set config_version = 2 where uuid = $1', [node]);
    await system.telemetry.publishBytes(partitionOf(node), controlFrame({ ...broken, configVersion: 2 }));
    await eventually(async () =>
      expect(await value(node)).toMatchObject({
        dataPipeStatus: 'Error',
        dataPipeError: expect.stringContaining('cannot be read'),
      }),
    );
    expect(await failed()).toEqual([node]);
    await system.pipeline(node, lastValue());
    await eventually(async () =>
      expect(await value(node)).toMatchObject({ dataPipeStatus: 'Active', dataPipeError: null }),
    );
    expect(await failed()).toEqual([]);
  });

  it('that cannot run are listed in pages, those that are switched off or deleted are not', async () => {
    const nodes = (await Promise.all([1, 2, 3, 4, 5].map(() => system.node()))).sort();
    const [off, deleted, ...broken] = nodes as [string, string, ...string[]];
    await system.postgres.query(`update nodes set error = 'it is said' where uuid = any($1)`, [nodes]);
    await system.ask(setPipelineActive, {
      nodeUuid: off,
      unitUuid: UNIT,
      topicName: 'value/pepeunit',
      isActive: false,
    });
    await system.emit(unitNodeDeleted, { uuid: deleted, unitUuid: UNIT });
    await eventually(async () => expect(await value(deleted)).toBeUndefined());
    expect(await failed()).toEqual(broken);
    expect(await failed(null, 2)).toEqual(broken.slice(0, 2));
    expect(await failed(broken[1], 2)).toEqual(broken.slice(2));
    await system.postgres.query('update nodes set error = null where uuid = any($1)', [nodes]);
  });

  it('delete what they stored at once, and what comes after it is shown', async () => {
    const node = await system.node();
    await system.pipeline(node, nRecords(10));
    await send(node, '1', '2');
    await eventually(async () => expect(await system.states(node)).toEqual(['1', '2']));
    await expect(system.ask(deletePipeData, { nodeUuid: node }, foreign)).rejects.toThrow(/^403/);
    await system.ask(deletePipeData, { nodeUuid: node });
    expect(await system.states(node)).toEqual([]);
    await system.settled();
    await send(node, '3');
    await eventually(async () => expect(await system.states(node)).toEqual(['3']));
  });

  it('answer in pages, or with everything at once, more than a message holds', async () => {
    const node = await system.node();
    await system.pipeline(node, nRecords(1024, { type: 'Text' }));
    await send(node, ...Array.from({ length: 1_000 }, (_, index) => `${index} `.padEnd(1_000, 'x')));
    const read = (page: object) => system.ask(readPipeData, { nodeUuid: node, type: 'NRecords', ...page });
    await eventually(async () =>
      expect(await read({ limit: 2, offset: 998 })).toMatchObject({ count: 1_000 }),
    );
    const { pipeData } = await read({ limit: 2, offset: 998 });
    expect(pipeData.map((item) => String(item.state).split(' ')[0])).toEqual(['1', '0']);
    expect(await read({ searchString: '99_ X', limit: 1 })).toMatchObject({ count: 10 });
    const everything = await read({ orderByCreateDate: 'asc' });
    expect(everything.pipeData.map((item) => Number(String(item.state).split(' ')[0]))).toEqual(
      Array.from({ length: 1_000 }, (_, index) => index),
    );
  });

  it('take the value that a request set, and what the stream brings after it', async () => {
    const node = await system.node('value');
    const identity = { nodeUuid: node, unitUuid: UNIT, topicName: 'value' };
    await system.ask(setNodeValue, { ...identity, state: 'on' });
    expect(await value(node)).toMatchObject({ state: 'on', lastUpdateDatetime: expect.any(Date) });
    await expect(system.ask(setNodeValue, { ...identity, state: 'a\0' })).rejects.toThrow(/^422: 8/);
    const read = await system.node();
    await system.pipeline(read, lastValue({ type: 'Text' }));
    const ahead = Date.now() + 60_000;
    await system.telemetry.publish([{ node: read, timeMs: ahead, payload: 'told' }]);
    await eventually(async () => expect(await value(read)).toMatchObject({ state: 'told' }));
    await system.ask(setNodeValue, { ...identity, nodeUuid: read, state: 'set' });
    expect(await value(read)).toMatchObject({ state: 'set', lastUpdateDatetime: new Date(ahead) });
    await send(read, 'told again');
    await eventually(async () => expect(await value(read)).toMatchObject({ state: 'told again' }));
  });

  it('go with their node for good', async () => {
    const node = await system.node();
    await system.pipeline(node, timeWindow(3600));
    await send(node, '1');
    const rows = () => system.stored(`select state from window_entry final where unit_node_uuid = '${node}'`);
    await eventually(async () => expect(await rows()).toHaveLength(1));
    await system.emit(unitNodeDeleted, { uuid: node, unitUuid: UNIT });
    await eventually(async () => expect(await rows()).toHaveLength(0));
    await system.settled();
    await send(node, '2');
    await system.emit(unitNodeCreated, {
      uuid: node,
      unitUuid: UNIT,
      topicName: 'value/pepeunit',
      type: 'Output',
    });
    const worker = instance.fleet.workers.get(partitionOf(node))!;
    const { unstored } = worker.opened!.engine.counters;
    await eventually(() => expect(unstored.no_pipeline).toBeGreaterThan(0));
    await system.node();
    expect(await value(node)).toBeUndefined();
    await expect(system.ask(setPipeline, { nodeUuid: node, document: bytes(lastValue()) })).rejects.toThrow(
      /^422: 2: Validation Error/,
    );
    for (const table of ['node_values', 'node_states', 'pipeline_versions'])
      await eventually(async () =>
        expect(await system.count(`select count(*) from ${table} where node_uuid = $1`, [node])).toBe(0),
      );
  });

  it('go with their Unit', async () => {
    const unit = randomUUID();
    const node = randomUUID();
    await system.emit(unitNodeCreated, {
      uuid: node,
      unitUuid: unit,
      topicName: 'value/pepeunit',
      type: 'Output',
    });
    await eventually(async () => expect(await value(node)).toBeDefined());
    await system.emit(unitDeleted, { uuid: unit, nodeUuids: [] });
    await eventually(async () => expect(await value(node)).toBeUndefined());
  });

  it('are refused where the instance runs without them', async () => {
    await instance.stop();
    const off = await system.instance({ PU_FF_DATAPIPE_ENABLE: 'false' });
    const node = await system.node();
    for (const asked of [
      system.ask(checkPipeline, { document: bytes('') }),
      system.ask(getPipeline, { nodeUuid: node }),
      system.ask(readPipeData, { nodeUuid: node, type: 'LastValue' }),
    ])
      await expect(asked).rejects.toThrow(/^405: 15: Feature Flag Error/);
    await off.stop();
  });
});
