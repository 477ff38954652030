import { getPipelineCounters, setPipelineActive, type Actor } from '@unitfleet/contracts';
import { eventually } from '@unitfleet/testing';
import { nRecords } from './support/documents';
import { STRANGER, UNIT } from './support/fake-units';
import { OWNER, TestSystem, type Instance } from './support/test-system';

const foreign: Actor = { ...OWNER, login: STRANGER } as Actor;

describe('counters of a pipe', () => {
  let system: TestSystem;
  let instance: Instance;
  const start = Date.now();

  const counters = (nodeUuid: string) => system.ask(getPipelineCounters, { nodeUuid });
  const send = (node: string, payloads: (string | Buffer)[], afterMs = 0) =>
    system.telemetry.publish(payloads.map((payload) => ({ node, timeMs: start + afterMs, payload })));
  const reasons = (drops: { reason: string; count: number }[]) =>
    Object.fromEntries(drops.map(({ reason, count }) => [reason, count]));

  beforeAll(async () => {
    system = await TestSystem.start();
    instance = await system.instance();
  });
  afterAll(() => system.stop());

  const filters = `, last_unique_check: true, type_value_filtering: BlackList, filtering_values: [13],
    type_value_threshold: Max, threshold_max: 100`;

  it('tell what became of the messages, and go on with the next owner of the partition', async () => {
    const node = await system.node();
    await system.telemetry.tick(start);
    await system.pipeline(node, nRecords(10, { filters }).replace('max_size: 0', 'max_size: 6'));
    const payloads = ['1', '1.0', '2', '13', '101', '102', 'x', '3.000000', Buffer.from([0xff])];
    await send(node, payloads, 1_000);
    const expected = { unique: 1, list: 1, threshold: 2, not_a_number: 1, size: 1, not_utf8: 1 };
    const first = await eventually(async () => {
      const found = await counters(node);
      expect([found.accepted, reasons(found.dropped)]).toEqual([2, expected]);
      return found;
    });
    expect(first.since?.getTime()).toBe(start);
    expect(first.until?.getTime()).toBe(start + 1_000);

    // Another owner goes on with the counts that the checkpoint has.
    await instance.stop();
    instance = await system.instance();
    await send(node, ['2.0', '4'], 2_000);
    await eventually(async () => {
      const { accepted, dropped } = await counters(node);
      expect([accepted, reasons(dropped)]).toEqual([3, { ...expected, unique: 2 }]);
    });
  });

  it('begin anew with every change of the pipe, and count what comes while it is off', async () => {
    const node = await system.node();
    await system.pipeline(node, nRecords(10));
    await send(node, ['1', 'x'], 3_000);
    await eventually(async () => expect(await counters(node)).toMatchObject({ accepted: 1 }));
    const request = { nodeUuid: node, unitUuid: UNIT, topicName: 'value/pepeunit', isActive: false };
    await system.ask(setPipelineActive, request);
    expect(await counters(node)).toMatchObject({ accepted: 0, dropped: [] });
    await system.settled();
    await send(node, ['2', '3', '4'], 4_000);
    await eventually(async () =>
      expect(await counters(node)).toMatchObject({
        accepted: 0,
        dropped: [{ reason: 'inactive', count: 3 }],
      }),
    );
  });

  it('are for those who may read the configuration', async () => {
    const node = await system.node('value');
    expect(await counters(node)).toMatchObject({ since: null, accepted: 0, dropped: [] });
    await expect(system.ask(getPipelineCounters, { nodeUuid: node }, foreign)).rejects.toThrow(/^403: 1: /);
  });
});
