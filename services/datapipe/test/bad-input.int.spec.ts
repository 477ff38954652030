import {
  controlFrame,
  FrameWriter,
  getPipelineCounters,
  partitionOf,
  PARTITIONS,
  toNodeKey,
} from '@unitfleet/contracts';
import { eventually } from '@unitfleet/testing';
import { randomBytes, randomUUID } from 'node:crypto';
import { nRecords } from './support/documents';
import { TestSystem, type Instance } from './support/test-system';

const BRIDGE = 'bridge-0';

describe('frames that no bridge would write', () => {
  let system: TestSystem;
  let instance: Instance;

  beforeAll(async () => {
    system = await TestSystem.start();
    instance = await system.instance();
  });
  afterAll(() => system.stop());

  const badFrames = () =>
    [...instance.fleet.workers.values()].reduce(
      (sum, worker) => sum + worker.opened!.engine.counters.unstored.bad_frame,
      0,
    );
  const dataFrame = (node: string, ...payloads: string[]) => {
    const writer = new FrameWriter(BRIDGE);
    for (const payload of payloads) writer.add(toNodeKey(node), Date.now(), 1, 1, Buffer.from(payload));
    return Buffer.from(writer.finish());
  };

  it('are counted, harm nobody, and are met again after a restart', async () => {
    const node = await system.node();
    await system.pipeline(node, nRecords(100, { type: 'Text' }));
    const partition = partitionOf(node);
    await system.telemetry.publish([{ node, timeMs: Date.now(), payload: 'first' }]);
    const whole = dataFrame(randomUUID(), '12345', '67890');
    const noFrame = [
      Buffer.alloc(0),
      Buffer.from([1]),
      Buffer.from([1, 9, 0, 0, 0, 0, 0, 0, 0, 0, 0]),
      Buffer.from([2, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0]),
      Buffer.from('{"not": "a frame"}'),
      ...Array.from({ length: 50 }, (_, index) =>
        Buffer.concat([Buffer.from([0xee]), randomBytes(index * 20)]),
      ),
      // Cut anywhere, a frame is none from there on.
      ...Array.from({ length: whole.length - 12 }, (_, index) => whole.subarray(0, index + 11)),
    ];
    const before = badFrames();
    for (const bytes of noFrame) await system.telemetry.publishBytes(partition, bytes);
    await system.telemetry.publish([{ node, timeMs: Date.now(), payload: 'last' }]);
    await eventually(async () => expect(await system.states(node)).toEqual(['first', 'last']));
    expect(badFrames() - before).toBe(noFrame.length);

    await instance.stop();
    instance = await system.instance();
    await system.telemetry.publish([{ node, timeMs: Date.now(), payload: 'after' }]);
    await eventually(async () => expect(await system.states(node)).toEqual(['first', 'last', 'after']));
  });

  it('cut within a payload store nothing of it', async () => {
    const node = await system.node();
    await system.pipeline(node, nRecords(100, { type: 'Text' }));
    const frame = dataFrame(node, 'whole', 'cut off');
    await system.telemetry.publishBytes(partitionOf(node), frame.subarray(0, frame.length - 3));
    await system.telemetry.publish([{ node, timeMs: Date.now(), payload: 'last' }]);
    await eventually(async () => expect(await system.states(node)).toEqual(['whole', 'last']));
  });

  it('with configurations that are none break the pipe of their node, and no other one', async () => {
    const [victim, neighbour] = [await system.node(), await system.node()];
    await system.pipeline(neighbour, nRecords(100, { type: 'Text' }));
    await system.settled();
    const configs = [
      '{',
      '[]',
      '"x"',
      'null',
      '{"active_period":{}}',
      `[${'['.repeat(50_000)}`,
      '\0',
      '\ud800',
    ];
    for (const [index, config] of configs.entries()) {
      const frame = { series: 1, additionalSeries: [], isActive: true, config, configVersion: 10 + index };
      await system.telemetry.publishBytes(
        partitionOf(victim),
        controlFrame({ node: toNodeKey(victim), ...frame }),
      );
      await system.telemetry.publish([
        { node: victim, timeMs: Date.now(), payload: 'x' },
        { node: neighbour, timeMs: Date.now(), payload: `${index}` },
      ]);
    }
    await eventually(async () =>
      expect(await system.states(neighbour)).toEqual(configs.map((_, index) => `${index}`)),
    );
    await eventually(async () => {
      const { accepted } = await system.ask(getPipelineCounters, { nodeUuid: neighbour });
      expect(accepted).toBe(configs.length);
    });
    // Nobody set these versions: a configuration that somebody sets comes after them all the same.
    await system.postgres.query('update nodes set config_version = 100 where uuid = $1', [victim]);
    await system.pipeline(victim, nRecords(100, { type: 'Text' }));
    await system.telemetry.publish([{ node: victim, timeMs: Date.now(), payload: 'mended' }]);
    await eventually(async () => expect(await system.states(victim)).toEqual(['mended']));
  });

  it('on every partition stop none of them', async () => {
    const nodes = await Promise.all(Array.from({ length: 8 }, () => system.node()));
    for (const node of nodes) await system.pipeline(node, nRecords(100, { type: 'Text' }));
    for (let partition = 0; partition < PARTITIONS; partition += 1)
      for (let index = 0; index < 5; index += 1)
        await system.telemetry.publishBytes(partition, Buffer.concat([Buffer.from([0]), randomBytes(200)]));
    await system.telemetry.publish(nodes.map((node) => ({ node, timeMs: Date.now(), payload: 'alive' })));
    for (const node of nodes)
      await eventually(async () => expect(await system.states(node)).toEqual(['alive']));
  });
});
