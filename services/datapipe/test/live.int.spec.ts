import { randomUUID } from 'node:crypto';
import {
  deviceLog,
  liveImports,
  liveNodeStates,
  liveRows,
  liveUnitLogs,
  rowInterest,
  setNodeValue,
  type LiveImport,
  type LiveNodeStates,
  type LiveUnitLogs,
} from '@unitfleet/contracts';
import { encodeMessage, StreamTail, unwrap, wrap, type TailMessage } from '@unitfleet/messaging';
import { createLogger } from '@unitfleet/observability';
import { eventually } from '@unitfleet/testing';
import { aggregation, lastValue, nRecords, several, timeWindow } from './support/documents';
import { UNIT } from './support/fake-units';
import { Files } from './support/files';
import { OWNER, TestSystem, type Instance } from './support/test-system';

describe('what is stored is told to those who watch', () => {
  let system: TestSystem;
  let instance: Instance;
  let tail: StreamTail;
  const told: TailMessage[] = [];
  const now = Date.now();

  const dataOf = <Data>(channel: { type: string; schema: never }): Data[] =>
    told
      .filter(({ subject }) => subject.startsWith(`${channel.type}.`))
      .map(({ data }) => unwrap(data, channel.schema).data as Data);
  const valuesOf = (node: string) =>
    dataOf<LiveNodeStates>(liveNodeStates as never).flatMap(({ nodeUuids, states, times }) =>
      nodeUuids.flatMap((uuid, index) => (uuid === node ? [[states[index], times[index]]] : [])),
    );

  beforeAll(async () => {
    system = await TestSystem.start();
    instance = await system.instance();
    tail = new StreamTail(instance.connection, 'LIVE', createLogger('datapipe', 'fatal'), {
      lookBack: 0,
      onMessage: (message) => told.push(message),
      onGap: () => undefined,
    });
    await tail.start();
  });
  afterAll(async () => {
    await tail.stop();
    await system.stop();
  });

  it('the newest value of each node', async () => {
    const nodes = [await system.node(), await system.node()];
    for (const node of nodes) await system.pipeline(node, lastValue({ type: 'Text' }));
    await system.telemetry.publish(
      nodes.flatMap((node) => [
        { node, timeMs: now, payload: 'old' },
        { node, timeMs: now + 1, payload: 'new' },
      ]),
    );
    for (const node of nodes) await eventually(() => expect(valuesOf(node).at(-1)).toEqual(['new', now + 1]));
  });

  it('a value that a request has set', async () => {
    const node = await system.node();
    await system.ask(setNodeValue, {
      nodeUuid: node,
      unitUuid: UNIT,
      topicName: 'value/pepeunit',
      state: 'given',
    });
    await eventually(() => expect(valuesOf(node)).toEqual([['given', expect.any(Number)]]));
  });

  it('not what is older than what is stored, as in a replay', async () => {
    const [late, fresh] = [await system.node(), await system.node()];
    for (const node of [late, fresh]) await system.pipeline(node, lastValue({ type: 'Text' }));
    await system.ask(setNodeValue, {
      nodeUuid: late,
      unitUuid: UNIT,
      topicName: 'value/pepeunit',
      state: 'now',
    });
    await system.telemetry.publish([{ node: late, timeMs: now - 60_000, payload: 'before' }]);
    // Later than all messages so far: nodes may share a partition, whose time never goes back.
    await system.telemetry.publish([{ node: fresh, timeMs: now + 2, payload: 'mark' }]);
    await eventually(() => expect(valuesOf(fresh)).toEqual([['mark', now + 2]]));
    await system.telemetry.publish([{ node: late, timeMs: Date.now() + 60_000, payload: 'after' }]);
    await eventually(() => expect(valuesOf(late).map(([state]) => state)).toEqual(['now', 'after']));
  });

  it('log entries', async () => {
    const unitUuid = randomUUID();
    await system.events.publishDevice(deviceLog, unitUuid, {
      unitUuid,
      payload: Buffer.from(
        JSON.stringify([
          { level: 'error', text: 'one' },
          { level: 'Info', text: 'two' },
        ]),
      ),
      receivedAt: new Date(now),
    });
    const [logs] = await eventually(() => {
      const own = dataOf<LiveUnitLogs>(liveUnitLogs as never).filter((data) => data.unitUuid === unitUuid);
      expect(own).toHaveLength(1);
      return own;
    });
    expect(logs!.unitLogs).toMatchObject([
      { unitUuid, level: 'Error', text: 'one', createDatetime: new Date(now) },
      { unitUuid, level: 'Info', text: 'two', expirationDatetime: new Date(now + 86_400_000) },
    ]);
  });

  describe('that rows were stored, whatever kind they are', () => {
    const toldOf = (node: string) =>
      dataOf<{ nodeUuids: string[] }>(liveRows as never).filter(({ nodeUuids }) => nodeUuids.includes(node));
    const watch = async (...nodeUuids: string[]) => {
      const { subject, type, version } = rowInterest;
      const message = encodeMessage(wrap({ type, version, source: 'gateway-graphql' }, { nodeUuids }));
      // By the connection of the process that is to hear it: it has heard it before what it is sent afterwards.
      instance.connection.publish(subject, message);
      await instance.connection.flush();
    };

    it.each([
      ['the newest N', nRecords(10)],
      ['those of a time', timeWindow(86_400)],
      ['those of additional pipelines', several(lastValue(), { a: nRecords(5) })],
    ])('%s', async (_kind, document) => {
      const [watched, other] = [await system.node(), await system.node()];
      for (const node of [watched, other]) await system.pipeline(node, document);
      await watch(watched);
      for (const payload of ['1', '2']) {
        const before = toldOf(watched).length;
        const messages = [other, watched].map((node) => ({ node, timeMs: Date.now(), payload }));
        await system.telemetry.publish(messages);
        await eventually(() => expect(toldOf(watched).length).toBeGreaterThan(before));
      }
      expect(toldOf(other)).toEqual([]);
    });

    it('windows that have ended', async () => {
      const node = await system.node();
      await system.pipeline(node, aggregation('Max', 60));
      await watch(node);
      await system.telemetry.publish([{ node, timeMs: Date.now(), payload: '1' }]);
      await system.telemetry.publish([{ node, timeMs: Date.now() + 120_000, payload: '2' }]);
      await eventually(() => expect(toldOf(node).length).toBeGreaterThan(0));
    });
  });

  describe('how far an import is', () => {
    const file = (rows: readonly string[]) => `state,create_datetime\n${rows.join('')}`;
    const row = (state: string | number, secondsAgo: number) =>
      `${state},${new Date(now - secondsAgo * 1_000).toISOString().replace('T', ' ').replace('Z', '')}\n`;
    const toldOf = async (nodeUuid: string, end: LiveImport['status']) => {
      const own = () => dataOf<LiveImport>(liveImports as never).filter((data) => data.nodeUuid === nodeUuid);
      await eventually(() => expect(own().at(-1)).toMatchObject({ status: end }));
      return own();
    };

    it('when it begins, at each batch, and when it is done', async () => {
      const node = await system.node();
      await system.pipeline(node, several(lastValue(), { a: timeWindow(86_400) }));
      const text = file(Array.from({ length: 120_000 }, (_, index) => row(index, 60)));
      await new Files(system).import(node, text, OWNER, 'a');
      const words = await toldOf(node, 'Done');
      expect(words.at(-1)).toEqual({
        nodeUuid: node,
        pipeline: 'a',
        status: 'Done',
        rows: 120_000,
        bytes: text.length,
        error: null,
      });
      const running = words.slice(0, -1);
      expect(running.length).toBeGreaterThanOrEqual(3);
      expect(running.every(({ status }) => status === 'Running')).toBe(true);
      const rows = words.map((word) => word.rows);
      expect(rows).toEqual([...rows].sort((a, b) => a - b));
    });

    it('and why it failed, in the words of its answer', async () => {
      const node = await system.node();
      await system.pipeline(node, nRecords(10));
      const failure = await new Files(system)
        .import(node, file([row(1, 2), row('x', 1)]))
        .catch((error) => error);
      const words = await toldOf(node, 'Failed');
      expect(words.at(-1)).toMatchObject({ pipeline: null, error: failure.message });
      expect(failure.message).toMatch(/^422: 8: .*row 2, column state/);
    });

    it('and nothing of what is no pipeline', async () => {
      const node = await system.node();
      await system.pipeline(node, nRecords(10));
      const files = new Files(system);
      await expect(files.import(node, file([row(1, 2)]), OWNER, 'none')).rejects.toThrow('no pipeline none');
      await files.import(node, file([row(1, 2)]));
      const words = await toldOf(node, 'Done');
      expect(words.filter(({ pipeline }) => pipeline !== null)).toEqual([]);
    });
  });
});
