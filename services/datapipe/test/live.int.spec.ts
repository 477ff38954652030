import { randomUUID } from 'node:crypto';
import {
  deviceLog,
  liveNodeStates,
  liveUnitLogs,
  setNodeValue,
  type LiveNodeStates,
  type LiveUnitLogs,
} from '@unitfleet/contracts';
import { StreamTail, unwrap, type TailMessage } from '@unitfleet/messaging';
import { createLogger } from '@unitfleet/observability';
import { eventually } from '@unitfleet/testing';
import { lastValue } from './support/documents';
import { UNIT } from './support/fake-units';
import { TestSystem, type Instance } from './support/test-system';

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
});
