import {
  deletePipeData,
  dryRunPipeline,
  getNodeValues,
  getPipeline,
  getPipelineCounters,
  readPipeData,
  setPipeline,
  setPipelineActive,
  type ProcessingPolicy,
} from '@unitfleet/contracts';
import { eventually } from '@unitfleet/testing';
import { aggregation, lastValue, nRecords, several, timeWindow } from './support/documents';
import { UNIT } from './support/fake-units';
import { collect, Files } from './support/files';
import { OWNER, TestSystem, type Instance } from './support/test-system';

const MINUTE_MS = 60_000;
const JSON_VALUE = (path: string) => ({ filters: `, json_path: ${path}` });

describe('several pipelines of a node', () => {
  let system: TestSystem;
  let files: Files;
  let instance: Instance;
  /** Ahead of everything, and later from test to test: nodes may share a partition, whose time never goes back. */
  let now = Math.ceil(Date.now() / MINUTE_MS + 10) * MINUTE_MS;

  const read = (nodeUuid: string, type: ProcessingPolicy, pipeline: string | null = null) =>
    system.ask(readPipeData, { nodeUuid, pipeline, type, orderByCreateDate: 'asc' });
  const send = (node: string, ...payloads: string[]) =>
    system.telemetry.publish(payloads.map((payload, index) => ({ node, timeMs: now + index, payload })));
  const refused = (text: string) => ({ errorCode: 'DataPipe', text: expect.stringContaining(text) });
  const seriesRows = (node: string, table: string) =>
    system.stored<{ series: number }>(
      `select distinct series from ${table} where unit_node_uuid = '${node}' order by series`,
    );

  beforeAll(async () => {
    system = await TestSystem.start();
    files = new Files(system);
    instance = await system.instance();
  });
  beforeEach(() => {
    now += 10 * MINUTE_MS;
  });
  afterAll(() => system.stop());

  const document = several(lastValue(JSON_VALUE('t')), {
    records: nRecords(2, JSON_VALUE('t')),
    windows: aggregation('[Min, Sum]', 60, JSON_VALUE('h')),
    texts: timeWindow(3_600, { type: 'Text', ...JSON_VALUE('name') }),
  });

  it('take what each of them looks for out of one message', async () => {
    const node = await system.node();
    await system.pipeline(node, document);
    await send(node, '{"t":1,"h":5}', '{"t":2,"h":-1,"name":"a"}', '{"t":3}', 'x');
    await system.telemetry.tick(now + MINUTE_MS);
    await eventually(async () =>
      expect(await system.states(node, 'Aggregation', 'windows')).toEqual([-1, 4]),
    );
    expect((await read(node, 'Aggregation', 'windows')).pipeData).toMatchObject([
      { aggregationType: 'Min', startWindowDatetime: new Date(now) },
      { aggregationType: 'Sum', endWindowDatetime: new Date(now + MINUTE_MS) },
    ]);
    await eventually(async () => expect(await system.states(node, 'LastValue')).toEqual(['3']));
    expect(await system.states(node, 'NRecords', 'records')).toEqual(['2', '3']);
    expect(await system.states(node, 'TimeWindow', 'texts')).toEqual(['a']);
    expect(await system.states(node, 'NRecords')).toEqual([]);
    expect(await system.states(node, 'LastValue', 'records')).toEqual(['3']);
    const streamed = await files.read({ nodeUuid: node, pipeline: 'records', type: 'NRecords' });
    expect([streamed.count, streamed.rows.length]).toEqual([2, 2]);
    expect((await system.ask(getPipeline, { nodeUuid: node })).document).toContain('name: windows');
  });

  it('count for themselves, and go on with the next owner of the partition', async () => {
    const node = await system.node();
    await system.pipeline(node, document);
    await send(node, '{"t":1,"h":5}', '{"name":"a"}', 'x');
    const counts = async () => {
      const found = await system.ask(getPipelineCounters, { nodeUuid: node });
      return [{ name: null, ...found }, ...found.additionalPipelines].map(({ name, accepted, dropped }) => [
        name,
        accepted,
        Object.fromEntries(dropped.map(({ reason, count }) => [reason, count])),
      ]);
    };
    const drops = { no_value: 1, not_json: 1 };
    await eventually(async () =>
      expect(await counts()).toEqual([
        [null, 1, drops],
        ['records', 1, drops],
        ['windows', 1, drops],
        ['texts', 1, drops],
      ]),
    );
    await instance.stop();
    instance = await system.instance();
    await send(node, '{"h":7}');
    await system.telemetry.tick(now + MINUTE_MS);
    await eventually(async () =>
      expect(await system.states(node, 'Aggregation', 'windows')).toEqual([5, 12]),
    );
    await eventually(async () => expect((await counts())[2]).toEqual(['windows', 2, drops]));
    const facts = { nodeUuid: node, unitUuid: UNIT, topicName: 'value/pepeunit', isActive: false };
    await system.ask(setPipelineActive, facts);
    await system.settled();
    await send(node, '{"t":1}');
    await eventually(async () =>
      expect(await counts()).toEqual(
        [null, 'records', 'windows', 'texts'].map((name) => [name, 0, { inactive: 1 }]),
      ),
    );
  });

  it('keep what they stored under their name, and begin anew under another', async () => {
    const node = await system.node();
    const records = nRecords(10);
    await system.pipeline(node, several(nRecords(5), { a: records, b: records, c: timeWindow(3_600) }));
    await send(node, '1');
    for (const name of [null, 'a', 'b'])
      await eventually(async () => expect(await system.states(node, 'NRecords', name)).toEqual(['1']));
    await eventually(async () => expect(await system.states(node, 'TimeWindow', 'c')).toEqual(['1']));

    await system.pipeline(node, several(nRecords(5), { c: timeWindow(300), b: nRecords(3), a2: records }));
    await expect(read(node, 'NRecords', 'a')).rejects.toMatchObject(refused('no pipeline a'));
    expect(await system.states(node, 'NRecords', 'b')).toEqual(['1']);
    expect(await system.states(node, 'NRecords', 'a2')).toEqual([]);
    expect(await system.states(node, 'TimeWindow', 'c')).toEqual([]);
    now += 1_000;
    await send(node, '2');
    await eventually(async () => expect(await system.states(node, 'NRecords', 'a2')).toEqual(['2']));
    await eventually(async () => expect(await system.states(node, 'NRecords', 'b')).toEqual(['1', '2']));
    await eventually(async () => expect(await system.states(node, 'TimeWindow', 'c')).toEqual(['2']));

    // A name that comes back has nothing of what it once had.
    await system.pipeline(node, several(nRecords(5), { a: records }));
    expect(await system.states(node, 'NRecords', 'a')).toEqual([]);
    expect(await system.states(node, 'NRecords')).toEqual(['1', '2']);
    await eventually(async () => expect(await seriesRows(node, 'window_entry')).toEqual([]));
    await eventually(async () => expect(await seriesRows(node, 'n_last_entry')).toEqual([{ series: 2 }]));
  });

  it('are deleted together', async () => {
    const node = await system.node();
    await system.pipeline(node, several(nRecords(5), { a: nRecords(5) }));
    await send(node, '1');
    await eventually(async () => expect(await system.states(node, 'NRecords', 'a')).toEqual(['1']));
    await system.ask(deletePipeData, { nodeUuid: node });
    expect([await system.states(node, 'NRecords'), await system.states(node, 'NRecords', 'a')]).toEqual([
      [],
      [],
    ]);
    await system.settled();
    now += 1_000;
    await send(node, '2');
    for (const name of [null, 'a'])
      await eventually(async () => expect(await system.states(node, 'NRecords', name)).toEqual(['2']));
    await eventually(async () => expect(await seriesRows(node, 'n_last_entry')).toHaveLength(2));
  });

  it('have files of their own', async () => {
    const node = await system.node();
    await system.pipeline(node, several(nRecords(5), { a: nRecords(5), last: lastValue() }));
    await send(node, '1');
    await eventually(async () => expect(await system.states(node, 'NRecords', 'a')).toEqual(['1']));
    await files.import(node, 'state,create_datetime\n7,2025-01-01 00:00:00\n', OWNER, 'a');
    expect(await system.states(node, 'NRecords', 'a')).toEqual(['7']);
    expect(await system.states(node, 'NRecords')).toEqual(['1']);
    expect((await files.export(node, OWNER, 'a'))[1]).toContain(`${node},7,Number`);
    expect((await files.export(node))[1]).toContain(`${node},1,Number`);
    await expect(files.export(node, OWNER, 'last')).rejects.toMatchObject(refused('LastValue'));
    await expect(files.import(node, 'a', OWNER, 'none')).rejects.toMatchObject(refused('no pipeline none'));
    await system.settled();
    now += 1_000;
    await send(node, '2');
    for (const [name, expected] of [
      [null, ['1', '2']],
      ['a', ['7', '2']],
    ] as const)
      await eventually(async () =>
        expect((await system.states(node, 'NRecords', name)).sort()).toEqual([...expected].sort()),
      );
  });

  it('give rows of several functions to a file, and take them from one', async () => {
    const node = await system.node();
    await system.pipeline(node, several(nRecords(5), { w: aggregation('[Avg, Max]', 60) }));
    await send(node, '1', '2');
    await system.telemetry.tick(now + MINUTE_MS);
    await eventually(async () => expect(await system.states(node, 'Aggregation', 'w')).toEqual([1.5, 2]));
    const lines = await files.export(node, OWNER, 'w');
    expect(lines.slice(1).map((line) => line.split(',').slice(1, 3))).toEqual([
      ['1.5', 'Avg'],
      ['2', 'Max'],
    ]);
    expect(await files.import(node, lines.join('\r\n'), OWNER, 'w')).toBe(2);
    expect(await files.export(node, OWNER, 'w')).toEqual(lines);
    const without = lines.map((line) =>
      line
        .split(',')
        .filter((_cell, column) => column !== 2)
        .join(','),
    );
    await expect(files.import(node, without.join('\r\n'), OWNER, 'w')).rejects.toMatchObject(
      refused('aggregation_type'),
    );
  });

  it('store a window besides what a file says of it', async () => {
    const node = await system.node();
    await system.pipeline(node, several(nRecords(5), { w: aggregation('[Avg, Max]', 60) }));
    now = Math.ceil(now / MINUTE_MS) * MINUTE_MS;
    const end = new Date(now + MINUTE_MS).toISOString();
    const window = `${new Date(now).toISOString()},${end},${end}`;
    const file = ['aggregation_type,state,start_window_datetime,end_window_datetime,create_datetime'];
    file.push(`Avg,10,${window}`, `Max,20,${window}`);
    await files.import(node, file.join('\n').replaceAll('Z', '').replaceAll('T', ' '), OWNER, 'w');
    await system.settled();
    await send(node, '1', '2');
    await system.telemetry.tick(now + MINUTE_MS);
    await eventually(async () =>
      expect((await system.states(node, 'Aggregation', 'w')).map(Number).sort((a, b) => a - b)).toEqual([
        1.5, 2, 10, 20,
      ]),
    );
  });

  it('are told apart by a dry run, over the whole document', async () => {
    const node = await system.node();
    const { content } = await system.streams.open(
      dryRunPipeline,
      {
        nodeUuid: node,
        document: Buffer.from(document),
        messages: [{ payload: '{"t":1,"h":2}', time: new Date(now) }],
      },
      OWNER,
    );
    const { steps } = JSON.parse((await collect(content)).toString());
    expect(
      steps.map((step: { pipeline: string; reason: string; stored: Record<string, unknown> | null }) => [
        step.pipeline,
        step.reason ?? step.stored?.state ?? null,
        step.stored?.aggregation_type ?? null,
      ]),
    ).toEqual([
      [null, '1', null],
      ['records', '1', null],
      ['windows', null, null],
      ['texts', 'no_value', null],
      ['windows', '2', 'Min'],
      ['windows', '2', 'Sum'],
    ]);
  });

  it('have one status', async () => {
    const node = await system.node();
    const status = async () => (await system.ask(getNodeValues, { nodeUuids: [node] })).values[0];
    await system.pipeline(node, document);
    expect(await status()).toMatchObject({ dataPipeStatus: 'Active', dataPipeError: null });
    const wrong = several(nRecords(5), { a: nRecords(5, { filters: ', json_path: "[" ' }) });
    await expect(
      system.ask(setPipeline, { nodeUuid: node, document: Buffer.from(wrong) }),
    ).rejects.toMatchObject({ errorCode: 'DataPipe' });
    expect(await status()).toMatchObject({ dataPipeStatus: 'Active', dataPipeError: null });
  });
});
