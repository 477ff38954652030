import {
  controlFrame,
  partitionOf,
  readPipeData,
  setPipeline,
  setPipelineActive,
  toNodeKey,
} from '@unitfleet/contracts';
import { eventually } from '@unitfleet/testing';
import { nRecords, several, timeWindow } from './support/documents';
import { UNIT } from './support/fake-units';
import { TestSystem, type Instance } from './support/test-system';

const topicName = 'value/pepeunit';
const texts = { type: 'Text' } as const;

describe('series that are shown no more', () => {
  let system: TestSystem;
  let instance: Instance;

  beforeAll(async () => {
    system = await TestSystem.start({ PU_FF_DATAPIPE_DEFAULT_LAST_VALUE_ENABLE: 'false' });
    instance = await system.instance();
  });
  afterAll(() => system.stop());

  const activate = (nodeUuid: string) =>
    system.ask(setPipelineActive, { nodeUuid, unitUuid: UNIT, topicName, isActive: true });
  const send = (node: string, payload: string) =>
    system.telemetry.publish([{ node, timeMs: Date.now(), payload }]);
  const rowsOf = async (node: string) =>
    (
      await system.stored<{ state: string }>(
        `select state from n_last_entry final where unit_node_uuid = '${node}'
         union all select state from window_entry final where unit_node_uuid = '${node}' order by state`,
      )
    ).map(({ state }) => state);
  const engineOf = (node: string) => {
    const engine = instance.fleet.workers.get(partitionOf(node))?.opened?.engine;
    if (!engine) throw new Error('nobody runs the partition');
    return engine;
  };
  /** Sends a message, and awaits that a checkpoint has passed it and everything before. */
  const passed = async (node: string, payload: string) => {
    const engine = engineOf(node);
    const { messages } = engine.counters;
    await send(node, payload);
    await eventually(() => expect(engine.counters.messages).toBeGreaterThan(messages));
    const { sequence } = engine.position;
    await eventually(async () =>
      expect(
        await system.count('select sequence from partitions where partition = $1', [partitionOf(node)]),
      ).toBeGreaterThanOrEqual(sequence),
    );
  };
  const drops = (node: string) =>
    system.count('select count(*) from series_drops where node_uuid = $1', [node]);
  const rowsFrom = async (table: string, node: string) =>
    (await system.postgres.query(`select * from ${table} where node_uuid = $1`, [node])).rows;

  it('are removed from what a replay has written of them, however long after the change it comes', async () => {
    const node = await system.node();
    await activate(node);
    await system.pipeline(node, nRecords(100, texts));
    await passed(node, 'before');
    const partition = partitionOf(node);
    const { rows: stood } = await system.postgres.query('select * from partitions where partition = $1', [
      partition,
    ]);
    const [state] = await rowsFrom('node_states', node);
    const [version] = await rowsFrom('pipeline_versions', node);
    await passed(node, 'old');
    await system.pipeline(node, timeWindow(86_400, texts));
    await passed(node, 'new');
    await eventually(async () => expect(await rowsOf(node)).toEqual(['new']));

    // As if it had been killed before the checkpoint that passes the change, and been away longer than both removals wait.
    await instance.stop();
    await system.postgres.query('update partitions set sequence = $2, time_ms = $3 where partition = $1', [
      partition,
      stood[0].sequence,
      stood[0].time_ms,
    ]);
    await system.postgres.query(
      'update node_states set config_version = $2, state = $3 where node_uuid = $1',
      [node, state.config_version, state.state],
    );
    await system.postgres.query(
      'insert into pipeline_versions select * from json_populate_record(null::pipeline_versions, $1)',
      [JSON.stringify(version)],
    );
    await system.postgres.query('delete from series_drops');
    instance = await system.instance();
    await eventually(() => engineOf(node));
    await passed(node, 'newer');
    await eventually(async () => expect(await drops(node)).toBe(1));
    await eventually(async () => expect(await rowsOf(node)).toEqual(['new', 'newer']));
    expect(await system.states(node, 'TimeWindow')).toEqual(['new', 'newer']);
  });

  it('are not there after a change that keeps them', async () => {
    const node = await system.node();
    await activate(node);
    await system.pipeline(node, nRecords(100, texts));
    await passed(node, 'a');
    await system.pipeline(node, nRecords(50, texts));
    await passed(node, 'b');
    expect(await drops(node)).toBe(0);
    await eventually(async () => expect(await system.states(node, 'NRecords')).toEqual(['a', 'b']));
  });

  it('are not those that a node gets which was switched on before it had any', async () => {
    const node = await system.node();
    await activate(node);
    await system.settled();
    await passed(node, 'to nobody');
    await system.ask(setPipeline, { nodeUuid: node, document: Buffer.from(nRecords(100, texts)) });
    await system.settled();
    await passed(node, 'kept');
    expect(await drops(node)).toBe(0);
    await eventually(async () => expect(await system.states(node, 'NRecords')).toEqual(['kept']));
  });

  it('are not those of additional pipelines after a change by an instance that does not know them', async () => {
    const node = await system.node();
    await activate(node);
    await system.pipeline(node, several(timeWindow(86_400, texts), { more: nRecords(100, texts) }));
    await passed(node, 'a');

    // As instances from before there were additional pipelines wrote it.
    const { rows } = await system.postgres.query(
      `update nodes set config_version = config_version + 1, version = version + 1 where uuid = $1
       returning config_version as "configVersion", config, series, is_active as "isActive"`,
      [node],
    );
    const { configVersion, config, series, isActive } = rows[0];
    await system.postgres.query(
      `insert into pipeline_versions (node_uuid, config_version, config, series, is_active) values ($1, $2, $3, $4, $5)`,
      [node, configVersion, config, series, isActive],
    );
    const frame = controlFrame({ node: toNodeKey(node), ...rows[0], additionalSeries: [] });
    await system.telemetry.publishBytes(partitionOf(node), frame.subarray(0, -1));

    await passed(node, 'b');
    await passed(node, 'c');
    expect(await rowsFrom('pipeline_versions', node)).toMatchObject([{ config_version: configVersion }]);
    expect(await drops(node)).toBe(0);
    await instance.stop();
    instance = await system.instance();
    await eventually(() => engineOf(node));
    await passed(node, 'd');
    const more = { nodeUuid: node, pipeline: 'more', type: 'NRecords', orderByCreateDate: 'asc' } as const;
    await eventually(async () =>
      expect((await system.ask(readPipeData, more)).pipeData.map(({ state }) => state)).toEqual([
        'a',
        'b',
        'c',
        'd',
      ]),
    );
  });
});
