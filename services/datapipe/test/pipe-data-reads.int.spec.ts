import {
  deletePipeData,
  getPipeline,
  listUnitLogs,
  readPipeData,
  setPipelineActive,
  streamPipeData,
  type OperationRequest,
} from '@unitfleet/contracts';
import { eventually } from '@unitfleet/testing';
import { aggregation, lastValue, nRecords, timeWindow } from './support/documents';
import { STRANGER, UNIT } from './support/fake-units';
import { Files } from './support/files';
import { OWNER, TestSystem } from './support/test-system';

const stranger = { ...OWNER, login: STRANGER };
const start = new Date(Math.floor(Date.now() / 60_000) * 60_000 - 600_000);
const at = (seconds: number) => new Date(start.getTime() + seconds * 1_000);
const csvTime = (time: Date) => time.toISOString().replace('T', ' ').replace('Z', '');
const wireTime = (time: Date) => time.toISOString().slice(0, 19);

type ReadRequest = OperationRequest<typeof readPipeData>;

/** Rows of `docs/protocol/rest-graphql.md 10B` as far as the data decide them. */
describe('reads of pipe data', () => {
  let system: TestSystem;
  let files: Files;

  const nodeWith = async (document: string, file?: string): Promise<string> => {
    const node = await system.node();
    await system.pipeline(node, document);
    if (file) await files.import(node, file);
    return node;
  };
  /** States, the same of both ways to read. */
  const states = async (request: ReadRequest) => {
    const { count, pipeData } = await system.ask(readPipeData, request);
    const streamed = await files.read(request);
    expect(streamed.count).toBe(count);
    expect(streamed.rows.map((row) => (row as { state: unknown }).state)).toEqual(
      pipeData.map(({ state }) => state),
    );
    return pipeData.map(({ state }) => state);
  };

  beforeAll(async () => {
    system = await TestSystem.start();
    files = new Files(system);
    await system.instance();
  });
  afterAll(() => system.stop());

  it('10B.6 aggregates come with both ends of their window', async () => {
    const row = (value: number, minute: number) =>
      `${value},${csvTime(at(minute * 60))},${csvTime(at((minute - 1) * 60))},${csvTime(at(minute * 60))}\n`;
    const header = 'state,create_datetime,start_window_datetime,end_window_datetime\n';
    const nodeUuid = await nodeWith(aggregation('Max', 60), header + row(1, 1) + row(2, 2) + row(3, 3));
    const type = 'Aggregation';
    const { rows } = await files.read({ nodeUuid, type, limit: 1 });
    expect(rows).toEqual([
      {
        unit_node_uuid: nodeUuid,
        state: 3,
        aggregation_type: 'Max',
        time_window_size: 60,
        create_datetime: wireTime(at(180)),
        start_window_datetime: wireTime(at(120)),
        end_window_datetime: wireTime(at(180)),
      },
    ]);
    expect(await states({ nodeUuid, type, aggregationType: ['Max'] })).toEqual([3, 2, 1]);
    expect(await states({ nodeUuid, type, aggregationType: ['Min', 'Sum'] })).toEqual([]);
    const window = { startAggWindowDatetime: at(120), endAggWindowDatetime: at(120) };
    expect(await states({ nodeUuid, type, ...window })).toEqual([2]);
  });

  it('10B.7 times are points in time, and a malformed relative one is refused', async () => {
    const file = `create_datetime,state\n${csvTime(at(0))},1\n${csvTime(at(1))},2\n${csvTime(at(2))},3\n`;
    const nodeUuid = await nodeWith(timeWindow(3_600), file);
    const type = 'TimeWindow';
    const between = { startCreateDatetime: at(1), endCreateDatetime: at(1) };
    expect(await states({ nodeUuid, type, ...between })).toEqual(['2']);
    expect(await states({ nodeUuid, type, relativeTime: '1h', orderByCreateDate: 'asc' })).toEqual([
      '1',
      '2',
      '3',
    ]);
    for (const relativeTime of ['soon', '5', 'h', '1w'])
      await expect(system.ask(readPipeData, { nodeUuid, type, relativeTime })).rejects.toMatchObject({
        errorCode: 'Validation',
      });
    await expect(files.read({ nodeUuid, type, relativeTime: 'soon' })).rejects.toMatchObject({
      errorCode: 'Validation',
    });
  });

  it('10B.8 a last value is one item, and none while there is no value', async () => {
    const nodeUuid = await nodeWith(lastValue({ type: 'Text' }));
    expect(await states({ nodeUuid, type: 'LastValue' })).toEqual([]);
    await system.telemetry.publish([{ node: nodeUuid, timeMs: Date.now(), payload: 'a' }]);
    await eventually(async () => expect(await states({ nodeUuid, type: 'LastValue' })).toEqual(['a']));
  });

  it('10B.9 data and configuration are for those whom `units` lets', async () => {
    const nodeUuid = await nodeWith(nRecords(3), `state,create_datetime\n1,${csvTime(at(0))}\n`);
    const noAccess = { errorCode: 'NoAccess' };
    const request = { nodeUuid, type: 'NRecords' as const };
    await expect(system.ask(readPipeData, request, stranger)).rejects.toMatchObject(noAccess);
    await expect(system.streams.open(streamPipeData, request, stranger)).rejects.toMatchObject(noAccess);
    await expect(system.ask(getPipeline, { nodeUuid }, stranger)).rejects.toMatchObject(noAccess);
    await expect(files.export(nodeUuid, stranger)).rejects.toMatchObject(noAccess);
  });

  it('10B.10 nothing but the names of the protocol gets into a query', async () => {
    const nodeUuid = await nodeWith(nRecords(3), `state,create_datetime\n1,${csvTime(at(0))}\n`);
    const evil = ["Avg') OR 1=1 --"] as never;
    const refused = { errorCode: 'Validation' };
    await expect(
      system.ask(readPipeData, { nodeUuid, type: 'Aggregation', aggregationType: evil }),
    ).rejects.toMatchObject(refused);
    await expect(system.ask(listUnitLogs, { uuid: UNIT, level: evil })).rejects.toMatchObject(refused);
    expect(await states({ nodeUuid, type: 'NRecords', searchString: "' OR 1=1 --" })).toEqual([]);
  });

  it('an answer that memory would have to hold is refused when it is too large', async () => {
    const nodeUuid = await nodeWith(timeWindow(86_400, { type: 'Text' }));
    const fill = async (rows: number, state: string): Promise<void> => {
      const { series } = (await system.postgres.query('select series from nodes where uuid = $1', [nodeUuid]))
        .rows[0];
      await system.alter(`INSERT INTO window_entry (unit_node_uuid, series, state, state_type, create_datetime,
          partition, sequence, position, expiration_datetime, size)
        SELECT '${nodeUuid}', ${series}, ${state}, 'Text', now64(3), 0, 0, number, now64(3) + 3600, 0
        FROM numbers(${rows})`);
    };
    const request = { nodeUuid, type: 'TimeWindow' as const };
    const tooLarge = { errorCode: 'Validation', text: expect.stringContaining('too large') };
    await fill(500_001, "'x'");
    await expect(system.ask(readPipeData, request)).rejects.toMatchObject(tooLarge);
    await expect(system.ask(readPipeData, { ...request, limit: 2_000_000 })).rejects.toMatchObject(tooLarge);
    expect(await system.ask(readPipeData, { ...request, limit: 1 })).toMatchObject({ count: 500_001 });
    await system.ask(deletePipeData, { nodeUuid });
    await fill(2_800, "repeat('x', 100000)");
    await expect(system.ask(readPipeData, request)).rejects.toMatchObject(tooLarge);
    expect(await system.ask(readPipeData, { ...request, limit: 10 })).toMatchObject({ count: 2_800 });
  });

  it('10B.32 an active pipe without a configuration is refused, not a failure', async () => {
    const nodeUuid = await system.node('value');
    const other = await system.node();
    await system.postgres.query('update nodes set is_active = true where uuid = $1', [nodeUuid]);
    await system.ask(setPipelineActive, {
      nodeUuid: other,
      unitUuid: UNIT,
      topicName: 'value/pepeunit',
      isActive: false,
    });
    for (const [uuid, text] of [
      [nodeUuid, 'has no configuration'],
      [other, 'is not active'],
    ] as const) {
      const refused = { errorCode: 'DataPipe', text: expect.stringContaining(text) };
      await expect(files.export(uuid)).rejects.toMatchObject(refused);
      await expect(files.import(uuid, 'a')).rejects.toMatchObject(refused);
      await expect(system.ask(getPipeline, { nodeUuid: uuid })).rejects.toMatchObject(refused);
    }
  });

  it('10B.33 thresholds may have a fraction, in messages and in files', async () => {
    const filters = ', type_value_threshold: Min, threshold_min: 1.5';
    const file = (state: number) => `state,create_datetime\n${state},${csvTime(at(0))}\n`;
    const nodeUuid = await nodeWith(nRecords(3, { filters }), file(1.5));
    expect(await states({ nodeUuid, type: 'NRecords' })).toEqual(['1.5']);
    await expect(files.import(nodeUuid, file(1.4))).rejects.toMatchObject({
      text: expect.stringMatching(/^row 1, column state: .*threshold/),
    });
  });
});
