import { once } from 'node:events';
import { readPipeData, setPipelineActive, deletePipeData } from '@unitfleet/contracts';
import { eventually } from '@unitfleet/testing';
import { aggregation, lastValue, nRecords, timeWindow } from './support/documents';
import { STRANGER, UNIT } from './support/fake-units';
import { Files } from './support/files';
import { OWNER, START, TestSystem } from './support/test-system';

const stranger = { ...OWNER, login: STRANGER };
const minute = (offset = 0) => new Date(Math.floor(Date.now() / 60_000) * 60_000 + offset * 60_000);
const csvTime = (time: Date) => time.toISOString().replace('T', ' ').replace('Z', '');

describe('data of pipes as files', () => {
  let system: TestSystem;
  let files: Files;

  const nodeWith = async (document: string): Promise<string> => {
    const node = await system.node();
    await system.pipeline(node, document);
    return node;
  };
  const refused = (text: string | RegExp) => ({
    errorCode: 'DataPipe',
    text: typeof text === 'string' ? text : expect.stringMatching(text),
  });

  beforeAll(async () => {
    system = await TestSystem.start();
    files = new Files(system);
    await system.instance();
  });
  afterAll(() => system.stop());

  it('an import replaces what was there, and its export is an import again', async () => {
    const node = await nodeWith(nRecords(10, { type: 'Text' }));
    await files.import(node, 'state,create_datetime\nold,2025-01-01 00:00:00\n');
    const file = [
      '\ufeffextra,create_datetime,state',
      'x,2025-09-10 08:27:01,plain',
      '"y,z",2025-09-10 08:27:01.5,"a ""quoted"", text\r\nof two lines"',
      '',
      'x,2025-09-10 08:27:02.123456,я',
      'x,2025-09-10 08:27:02.123456,',
    ].join('\r\n');
    expect(await files.import(node, file)).toBe(4);
    const expected = ['plain', 'a "quoted", text\r\nof two lines', 'я', ''];
    expect(await system.states(node)).toEqual(expected);
    const lines = await files.export(node);
    expect(lines[0]).toBe('unit_node_uuid,state,state_type,create_datetime,max_count,size');
    expect(lines[1]).toBe(`${node},plain,Text,2025-09-10 08:27:01,10,5`);
    expect(lines[4]).toBe(`${node},я,Text,2025-09-10 08:27:02.123000,10,2`);
    expect(await files.import(node, lines.join('\r\n'))).toBe(4);
    expect(await system.states(node)).toEqual(expected);
    expect(await files.export(node)).toEqual(lines);
  });

  it('what comes after an import goes behind it', async () => {
    const node = await nodeWith(nRecords(10));
    await files.import(node, 'state,create_datetime\n1,2025-09-10 08:27:01\n');
    await system.settled();
    await system.telemetry.publish([{ node, timeMs: Date.now(), payload: '2' }]);
    await eventually(async () => expect(await system.states(node)).toEqual(['1', '2']));
  });

  it('keeps windows as they are given, also two rows of one', async () => {
    const node = await nodeWith(aggregation('Avg', 60));
    const [start, end] = [csvTime(minute(-5)), csvTime(minute(-4))];
    const row = (state: string) => `${state},${end},${start},${end}\n`;
    const header = 'state,create_datetime,start_window_datetime,end_window_datetime\n';
    expect(await files.import(node, header + row('1.5') + row('2e-7'))).toBe(2);
    expect(await system.states(node, 'Aggregation')).toEqual([1.5, 2e-7]);
    const lines = await files.export(node);
    expect(lines[2]).toMatch(new RegExp(`^${node},0.0000002,Avg,60,`));
    expect(await files.import(node, lines.join('\r\n'))).toBe(2);
    expect(await system.states(node, 'Aggregation')).toEqual([1.5, 2e-7]);
  });

  it('keeps rows of a time window until they expire', async () => {
    const node = await nodeWith(timeWindow(3_600, { type: 'Text' }));
    await files.import(node, `create_datetime,state\n${csvTime(minute(-5))},a\n${csvTime(minute(-1))},b\n`);
    expect((await files.export(node)).slice(1).map((line) => line.split(',')[1])).toEqual(['a', 'b']);
    system.clock.offsetMs = 56 * 60_000;
    expect(await system.states(node, 'TimeWindow')).toEqual(['b']);
    system.clock.offsetMs = 0;
  });

  it.each<[string, string | Buffer, RegExp]>([
    [
      'a wrong value',
      'state,create_datetime\n1,2025-09-10 08:27:01\nx,2025-09-10 08:27:02\n',
      /^row 2, column state: /,
    ],
    ['a wrong time', 'state,create_datetime\n1,2025-09-10T08:27:01\n', /^row 1, column create_datetime: /],
    ['10B.28 a missing column', 'state,time\n1,2\n', /no column create_datetime/],
    ['a short row', 'create_datetime,state\n2025-09-10 08:27:01\n', /^row 1, column state: /],
    ['a header without rows', 'state,create_datetime\n', /no rows/],
    ['an empty file', '', /empty/],
    ['an open quote', 'state,create_datetime\n"1,2025-09-10 08:27:01\n', /^row 1: /],
    ['bytes that are no text', Buffer.from([0xff, 0xfe, 0x00, 0x0a, 0x31, 0x0a]), /no column/],
    [
      'too many rows',
      `state,create_datetime\n${'1,2025-09-10 08:27:01\n'.repeat(4)}`,
      /^row 4, column state: /,
    ],
  ])('%s is refused, and the data stay', async (_name, file, text) => {
    const node = await nodeWith(nRecords(3));
    await files.import(node, 'state,create_datetime\n7,2025-01-01 00:00:00\n');
    await expect(files.import(node, file)).rejects.toMatchObject(refused(text));
    expect(await system.states(node)).toEqual(['7']);
  });

  it('10B.33 a list without values cannot be configured any more, so that no import meets one', async () => {
    const node = await system.node();
    const document = nRecords(3, { filters: ', type_value_filtering: WhiteList' });
    await expect(system.pipeline(node, document)).rejects.toMatchObject({ errorCode: 'DataPipe' });
  });

  it('a broken import leaves no rows behind', async () => {
    const node = await nodeWith(timeWindow(86_400));
    const line = `1,${csvTime(minute(-1))}\n`;
    const file = `state,create_datetime\n${line.repeat(60_000)}x,${csvTime(minute(-1))}\n`;
    await expect(files.import(node, file)).rejects.toMatchObject(refused(/^row 60001, column state/));
    await eventually(async () => {
      const rows = await system.stored<{ n: string }>(
        `select count() as n from window_entry where unit_node_uuid = '${node}'`,
      );
      expect(Number(rows[0]!.n)).toBe(0);
    });
  });

  it('a caller that gives up leaves the data as they are', async () => {
    const node = await nodeWith(nRecords(10));
    await files.import(node, 'state,create_datetime\n7,2025-01-01 00:00:00\n');
    async function* broken() {
      yield Buffer.from('state,create_datetime\n8,2025-01-01 00:00:00\n');
      throw new Error('the browser went away');
    }
    await expect(files.import(node, broken())).rejects.toThrow('the browser went away');
    await eventually(async () =>
      expect(
        await system.count(
          `select count(*) from series_drops where node_uuid = $1 and due_at > now() + interval '30 minutes'`,
          [node],
        ),
      ).toBe(0),
    );
    expect(await system.states(node)).toEqual(['7']);
  });

  it('an import of a pipe that is changed meanwhile is refused', async () => {
    const node = await nodeWith(nRecords(10));
    let begun = (): void => undefined;
    const started = new Promise<void>((resolve) => (begun = resolve));
    let go = (): void => undefined;
    const waiting = new Promise<void>((resolve) => (go = resolve));
    async function* slow() {
      yield Buffer.from('state,create_datetime\n');
      begun();
      await waiting;
      yield Buffer.from('1,2025-01-01 00:00:00\n');
    }
    const imported = files.import(node, slow());
    imported.catch(() => undefined);
    await started;
    await eventually(async () =>
      expect(await system.count('select last_series - series from nodes where uuid = $1', [node])).toBe(1),
    );
    await system.ask(deletePipeData, { nodeUuid: node });
    go();
    await expect(imported).rejects.toMatchObject(refused(/was changed/));
    expect(await system.states(node)).toEqual([]);
  });

  it('pipes without rows, or that are off, are refused, and so are strangers', async () => {
    const node = await nodeWith(nRecords(10));
    await expect(files.export(node)).rejects.toMatchObject(refused(/no data/));
    await expect(files.export(node, stranger)).rejects.toMatchObject({ errorCode: 'NoAccess' });
    await expect(files.import(node, 'a', stranger)).rejects.toMatchObject({ errorCode: 'NoAccess' });
    await system.pipeline(node, lastValue());
    await expect(files.export(node)).rejects.toMatchObject(refused(/LastValue/));
    await expect(files.import(node, 'a')).rejects.toMatchObject(refused(/LastValue/));
    const facts = { nodeUuid: node, unitUuid: UNIT, topicName: 'value/pepeunit' };
    await system.ask(setPipelineActive, { ...facts, isActive: false });
    await expect(files.export(node)).rejects.toMatchObject(refused(/not active/));
    await expect(files.import(node, 'a')).rejects.toMatchObject(refused(/not active/));
  });

  it('a hundred thousand rows go in, out and through a read', async () => {
    const node = await nodeWith(timeWindow(86_400));
    const rows = 100_000;
    const start = Date.now() - 3_600_000;
    async function* file() {
      yield Buffer.from('state,create_datetime\n');
      for (let row = 0; row < rows; row += 1_000)
        yield Buffer.from(
          Array.from(
            { length: 1_000 },
            (_, index) => `${row + index},${csvTime(new Date(start + row + index))}\n`,
          ).join(''),
        );
    }
    expect(await files.import(node, file())).toBe(rows);
    const lines = await files.export(node);
    expect(lines).toHaveLength(rows + 1);
    expect(lines.slice(1).every((line, index) => line.split(',')[1] === String(index))).toBe(true);
    const read = await files.read({ nodeUuid: node, type: 'TimeWindow', offset: 1 });
    expect([read.count, read.rows.length]).toEqual([rows, rows - 1]);
    expect(read.rows[0]).toMatchObject({
      unit_node_uuid: node,
      state: String(rows - 2),
      state_type: 'Number',
    });
  });

  it('a read of the last value, and one of nothing, are streams too', async () => {
    const node = await nodeWith(lastValue({ type: 'Text' }));
    expect(await files.read({ nodeUuid: node, type: 'LastValue' })).toEqual({ count: 0, rows: [] });
    // After all messages so far: nodes may share a partition, whose time never goes back.
    const tomorrow = minute(24 * 60);
    await system.telemetry.publish([{ node, timeMs: tomorrow.getTime(), payload: 'a' }]);
    const at = tomorrow.toISOString().slice(0, 19);
    const row = { unit_node_uuid: node, state: 'a', last_update_datetime: at };
    await eventually(async () =>
      expect(await files.read({ nodeUuid: node, type: 'LastValue' })).toEqual({ count: 1, rows: [row] }),
    );
  });

  it('a process that is killed in the middle of an import changes nothing', async () => {
    const other = await TestSystem.start();
    try {
      const child = other.process();
      const exited = once(child, 'exit');
      const node = await eventually(() => other.node(), START);
      await eventually(() => other.pipeline(node, nRecords(10)));
      const theirs = new Files(other);
      await theirs.import(node, 'state,create_datetime\n7,2025-01-01 00:00:00\n');
      async function* endless() {
        yield Buffer.from('state,create_datetime\n8,2025-01-01 00:00:00\n');
        await exited;
        yield Buffer.from('9,2025-01-01 00:00:00\n');
      }
      const imported = theirs.import(node, endless());
      imported.catch(() => undefined);
      await eventually(async () =>
        expect(await other.count('select last_series - series from nodes where uuid = $1', [node])).toBe(1),
      );
      child.kill('SIGKILL');
      await exited;
      await other.instance();
      const { pipeData } = await other.ask(readPipeData, { nodeUuid: node, type: 'NRecords' });
      expect(pipeData.map(({ state }) => state)).toEqual(['7']);
      await expect(imported).rejects.toMatchObject({ errorCode: 'Unavailable' });
    } finally {
      await other.stop();
    }
  });
});
