import { CLOCK_SUBJECT } from '@unitfleet/service-host';
import { eventually } from '@unitfleet/testing';
import { BridgeRig } from './support/bridge-rig';
import { aggregation, timeWindow } from './support/documents';
import { TestSystem } from './support/test-system';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const RATE_S = 1;
const RATED = `
active_period: { type: Permanent }
filters: { type_input_value: Number, max_rate: ${RATE_S}, max_size: 0 }
processing_policy: { policy_type: TimeWindow, time_window_size: 86400 }
`;

interface Row {
  readonly state: number;
  readonly time: number;
}

describe('a clock that is stepped', () => {
  let system: TestSystem;
  let bridge: BridgeRig;
  let all: string;
  let rated: string;
  let summing: string;
  let last = 0;

  const step = async (ms: number) => {
    system.clock.offsetMs += ms;
    system.connection.publish(CLOCK_SUBJECT, String(ms));
    await system.connection.flush();
  };
  const publish = async (count = 50) => {
    const payloads = Array.from({ length: count }, () => String((last += 1)));
    await bridge.publish([all, rated, summing], payloads);
  };
  const rows = async (node: string): Promise<Row[]> => {
    const found = await system.stored<{ state: string; time: string }>(
      `select state, toUnixTimestamp64Milli(create_datetime) as time from window_entry final
       where unit_node_uuid = '${node}' order by create_datetime, sequence, position`,
    );
    return found.map(({ state, time }) => ({ state: Number(state), time: Number(time) }));
  };
  const windows = () =>
    system.stored<{ start: string; end: string; sum: number }>(
      `select toUnixTimestamp64Milli(start_window_datetime) as start,
         toUnixTimestamp64Milli(end_window_datetime) as end, state as sum
       from aggregation_entry final where unit_node_uuid = '${summing}' order by start`,
    );
  /** Goes on until the filter by rate has let something new through. */
  const untilRatedGoesOn = async () => {
    const before = (await rows(rated)).length;
    await eventually(async () => {
      await publish(5);
      expect((await rows(rated)).length).toBeGreaterThan(before);
    });
  };

  beforeAll(async () => {
    system = await TestSystem.start();
    await system.instance();
    bridge = await BridgeRig.start(system.url('NATS'), { UNITFLEET_TEST_CLOCK: 'true' });
    [all, rated, summing] = [await system.node(), await system.node(), await system.node()];
    await system.pipeline(all, timeWindow(86_400));
    await system.pipeline(rated, RATED);
    await system.pipeline(summing, aggregation('Sum', 60));
  });
  afterAll(async () => {
    await bridge?.stop();
    await system?.stop();
  });

  it('stores everything once and in order, windows follow one another, and rates go on', async () => {
    for (const ms of [0, MINUTE_MS, -HOUR_MS, HOUR_MS, HOUR_MS, -HOUR_MS]) {
      await step(ms);
      await publish();
      await untilRatedGoesOn();
    }
    await step(3 * HOUR_MS);
    await publish(1);
    const stored = await eventually(async () => {
      const found = await rows(all);
      expect(found.map(({ state }) => state)).toEqual(Array.from({ length: last }, (_, index) => index + 1));
      return found;
    });

    const times = stored.map(({ time }) => time);
    expect(times).toEqual([...times].sort((a, b) => a - b));

    const accepted = (await rows(rated)).map(({ time }) => time);
    const gaps = accepted.slice(1).map((time, index) => time - accepted[index]!);
    expect(Math.min(...gaps)).toBeGreaterThanOrEqual(RATE_S * 1_000);

    await step(2 * MINUTE_MS);
    const expected = (last * (last + 1)) / 2;
    const closed = await eventually(async () => {
      const found = await windows();
      expect(found.reduce((total, { sum }) => total + sum, 0)).toBe(expected);
      return found.map(({ start, end }) => [Number(start), Number(end)] as const);
    });
    closed.forEach(([start, end], index) => {
      expect([start % MINUTE_MS, end - start]).toEqual([0, MINUTE_MS]);
      if (index > 0) expect(start).toBeGreaterThanOrEqual(closed[index - 1]![1]);
    });
  });
});
