import { eventually } from '@unitfleet/testing';
import { DeviceCrowd } from './device-crowd';
import { FAULT, report } from './fault-settings';
import { carryOut, VICTIMS } from './kill-plan';
import { SeededRandom } from './seeded-random';
import { differences, upTo } from './stored-numbers';
import { type Meter, TelemetryStage } from './telemetry-stage';

const MINUTE_MS = 60_000;
const METERS = 8;
/** Who is killed in the moment in which the broker is. */
const DYING_WITH_IT: readonly (readonly string[])[] = FAULT.isLong
  ? Array.from({ length: FAULT.pairRounds }, () => [[], [], [], ...VICTIMS.map((name) => [name])]).flat()
  : [[]];
const LONGEST_PAUSE_MS = 1_500;
const PATIENCE = { timeoutMs: 4 * MINUTE_MS, intervalMs: 200 };
/** The broker has no more messages under way to the bridge; the others wait in its memory. */
const UNDER_WAY = 8_192;
const HELD = 10_000;
const HELD_PER_SECOND = 5_000;
const BRIDGE = 'clients/unitfleet-bridge-0';

describe('the broker killed under load', () => {
  const random = new SeededRandom(FAULT.seed);
  let stage: TelemetryStage;
  let meters: Meter[];

  beforeAll(async () => {
    stage = await TelemetryStage.start();
    meters = await Promise.all(upTo(METERS).map((index) => stage.meter(`meter-${index}`, ['every'])));
  }, 5 * MINUTE_MS);

  afterAll(() => stage?.stop(), MINUTE_MS);

  const lostSessions = () => stage.fleet.metric('mqtt-bridge', 'bridge_broker_sessions_lost_total');

  /** Messages that the broker has acknowledged since its start although nobody listened. */
  const unheard = async (): Promise<number> => {
    const [counters] = await stage.fleet.askBroker<Record<string, number>[]>('metrics');
    return counters!['messages.dropped.no_subscribers']!;
  };

  /** Resolves when the bridge has counted the loss and is subscribed again, and all devices are back. */
  const recovery = async (lostBefore: number): Promise<void> => {
    await eventually(async () => {
      expect(await lostSessions()).toBe(lostBefore + 1);
      const { subscriptions_cnt } = await stage.fleet.askBroker(BRIDGE);
      expect(subscriptions_cnt).toBeGreaterThan(0);
      for (const { device } of meters) expect(device.isOnline).toBe(true);
    }, PATIENCE);
  };

  /**
   * Numbers that are not stored although the broker has acknowledged them. Everything that was sent behind `recovered`
   * is stored, and nothing more often than its device has sent it.
   */
  const lostNumbers = async (recovered: readonly number[]): Promise<number> => {
    let count = 0;
    for (const [index, meter] of meters.entries()) {
      const lost = await eventually(async () => {
        const found = differences(await stage.numbers(meter.nodes.every, 'TimeWindow'), meter);
        expect(found.lost.filter((number) => number > recovered[index]!)).toEqual([]);
        expect(found.doubled).toEqual([]);
        return found.lost;
      }, PATIENCE);
      count += lost.length;
    }
    return count;
  };

  it(
    'loses what waited in its memory and nothing else, counts that it happened, and goes on by itself',
    async () => {
      const lostBefore = await lostSessions();
      const release = stage.fleet.hold('mqtt-bridge');
      const crowd = DeviceCrowd.start(meters, HELD_PER_SECOND);
      await eventually(() => expect(crowd.acknowledged).toBeGreaterThan(HELD), PATIENCE);
      await crowd.stop();
      const { inflight_cnt, mqueue_len } = await stage.fleet.askBroker(BRIDGE);
      expect(inflight_cnt + mqueue_len).toBe(crowd.acknowledged);
      expect(inflight_cnt).toBeLessThanOrEqual(UNDER_WAY);
      await stage.fleet.kill('broker');
      release();
      await recovery(lostBefore);

      const recovered = meters.map(({ device }) => device.last);
      for (const { device } of meters) device.publishNext();
      await Promise.all(meters.map(({ device }) => device.settled()));
      const lost = await lostNumbers(recovered);
      report(`broker killed with ${inflight_cnt} messages under way and ${mqueue_len} waiting: ${lost} lost`);
      // What was under way had reached the bridge, as far as the sockets between them had room.
      expect(lost).toBeGreaterThanOrEqual(mqueue_len);
      expect(lost).toBeLessThanOrEqual(mqueue_len + inflight_cnt);
      expect(await unheard()).toBe(0);
    },
    10 * MINUTE_MS,
  );

  it(
    'doubles nothing and goes on by itself when it dies in the middle of the flow',
    async () => {
      let lost = await lostNumbers(meters.map(({ device }) => device.last));
      const crowd = DeviceCrowd.start(meters, FAULT.messagesPerSecond);
      for (const others of DYING_WITH_IT) {
        // A bridge that dies as well begins to count anew.
        const lostBefore = others.includes('mqtt-bridge') ? 0 : await lostSessions();
        const pauseMs = random.between(0, LONGEST_PAUSE_MS);
        await carryOut(stage.fleet, { pauseMs, victims: ['broker', ...others], gapMs: 0 });
        await recovery(lostBefore);
        const recovered = meters.map(({ device }) => device.last);
        await eventually(
          () => expect(meters.every(({ device }, index) => device.last > recovered[index]!)).toBe(true),
          PATIENCE,
        );
        await crowd.pause();
        const now = await lostNumbers(recovered);
        report(`killed: ${['broker', ...others].join('+')}: ${now - lost} lost`);
        // Devices were let in again only when the bridge had subscribed.
        expect(await unheard()).toBe(0);
        expect(now - lost).toBeLessThanOrEqual(UNDER_WAY);
        lost = now;
        crowd.resume();
      }
      await crowd.stop();
    },
    (5 + 2 * DYING_WITH_IT.length) * MINUTE_MS,
  );
});
