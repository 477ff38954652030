import { eventually } from '@unitfleet/testing';
import { DeviceCrowd } from './device-crowd';
import { lastByAverage, lastBySum, lastNumberIn } from './exact-windows';
import { FAULT, report } from './fault-settings';
import { carryOut, longPlan, shortPlan } from './kill-plan';
import { publishAgain } from './publish-again';
import { SeededRandom } from './seeded-random';
import { differences, upTo } from './stored-numbers';
import { KEPT_RECORDS, type Meter, TelemetryStage, WINDOW_MS } from './telemetry-stage';

const MINUTE_MS = 60_000;
const STEADY_METERS = 5;
const FLICKERING_METERS = 2;
/** Of all messages, those of flickering devices. */
const FLICKERING_SHARE = 0.1;
/** A connection of flickering devices breaks so often, each time behind some messages at once. */
const LIFE_MS = 2_000;
const BURST = 10;
/** Behind the last kill the slowest thing is a lease that ends, or a message that JetStream delivers again. */
const STORED = { timeoutMs: 4 * MINUTE_MS, intervalMs: 500 };

describe('services and engines killed in turn and in pairs', () => {
  const random = new SeededRandom(FAULT.seed);
  let stage: TelemetryStage;

  beforeAll(async () => {
    stage = await TelemetryStage.start();
  }, 5 * MINUTE_MS);

  afterAll(() => stage?.stop(), MINUTE_MS);

  /** Everything that a device was told is accepted is stored, as often as the device itself has sent it at most. */
  const expectAllStored = async (meter: Meter): Promise<void> => {
    const stored = await eventually(async () => {
      const numbers = await stage.numbers(meter.nodes.every, 'TimeWindow');
      const { lost } = differences(numbers, meter);
      if (lost.length > 0) throw new Error(`${meter.name} lacks ${lost.length}: ${lost.slice(0, 20)}`);
      return numbers;
    }, STORED);
    expect(differences(stored, meter)).toEqual({ meter: meter.name, lost: [], doubled: [] });
  };

  /** What each policy has to hold when 1 to `last` came once each, in this order. */
  const expectExactly = async ({ name, device: { last }, nodes }: Meter): Promise<void> => {
    expect(await stage.numbers(nodes.every, 'TimeWindow')).toEqual(upTo(last));
    await eventually(async () => {
      expect(await stage.lastValue(nodes.last)).toBe(last);
      expect(await stage.numbers(nodes.newest, 'NRecords')).toEqual(upTo(last).slice(-KEPT_RECORDS));
      const [sums, averages] = await Promise.all([stage.windows(nodes.sum), stage.windows(nodes.average)]);
      expect({
        name,
        bySum: lastNumberIn(sums, WINDOW_MS, lastBySum),
        byAverage: lastNumberIn(averages, WINDOW_MS, lastByAverage),
      }).toEqual({ name, bySum: last, byAverage: last });
    }, STORED);
  };

  it(
    'stores a frame once that is sent to its stream again, because nobody knows whether it has arrived',
    async () => {
      const meter = await stage.meter('doubtful', ['every']);
      const crowd = DeviceCrowd.start([meter], FAULT.messagesPerSecond);
      const retries = () => stage.fleet.metric('mqtt-bridge', 'bridge_frame_retries_total');
      const before = await retries();
      const release = stage.fleet.hold('nats');
      // What the bridge sends waits in the socket, and the bridge gives its acknowledgement up.
      await eventually(async () => expect(await retries()).toBeGreaterThan(before), STORED);
      release();
      await crowd.stop();
      await expectAllStored(meter);

      expect(await publishAgain(stage.fleet)).toEqual({ frames: expect.any(Number), stored: 0 });
      await carryOut(stage.fleet, { victims: ['nats'], pauseMs: 0, gapMs: 0 });
      expect(await publishAgain(stage.fleet)).toEqual({ frames: expect.any(Number), stored: 0 });
      meter.device.publishNext();
      await meter.device.settled();
      await expectAllStored(meter);
      await meter.device.finish();
    },
    10 * MINUTE_MS,
  );

  it(
    'stores every number once, and windows are exact',
    async () => {
      const plan = FAULT.isLong ? longPlan(random, FAULT.pairRounds) : shortPlan(random);
      report(`FAULT_SEED=${FAULT.seed}: ${plan.map(({ victims }) => victims.join('+')).join(', ')}`);
      const steady = await Promise.all(upTo(STEADY_METERS).map((index) => stage.meter(`steady-${index}`)));
      const flickering = await Promise.all(
        upTo(FLICKERING_METERS).map((index) => stage.meter(`flickering-${index}`, ['every'])),
      );
      const begun = performance.now();
      const crowds = [
        DeviceCrowd.start(steady, FAULT.messagesPerSecond * (1 - FLICKERING_SHARE)),
        DeviceCrowd.start(flickering, FAULT.messagesPerSecond * FLICKERING_SHARE),
      ];
      const acknowledged = () => crowds.reduce((sum, crowd) => sum + crowd.acknowledged, 0);
      const breaking = setInterval(() => {
        const { device } = flickering[random.between(0, FLICKERING_METERS - 1)]!;
        for (let burst = 0; burst < BURST && device.hasRoom; burst += 1) device.publishNext();
        // The broker has them by then, as a rule, and the device has no acknowledgement yet.
        setImmediate(() => device.breakConnection());
      }, LIFE_MS);
      try {
        for (const [index, step] of plan.entries()) {
          await carryOut(stage.fleet, step);
          // A window ends in the middle of it all; a bridge that dies later has forgotten, and its clock goes back.
          if (index === Math.floor(plan.length / 2)) await stage.fleet.advanceClock(WINDOW_MS);
        }
        await eventually(() => expect(acknowledged()).toBeGreaterThanOrEqual(FAULT.messages), {
          timeoutMs: 60 * MINUTE_MS,
          intervalMs: 100,
        });
      } finally {
        clearInterval(breaking);
      }
      await Promise.all(crowds.map((crowd) => crowd.stop()));
      const kills = plan.flatMap(({ victims }) => victims).length;
      const seconds = Math.round((performance.now() - begun) / 1_000);
      report(`${acknowledged()} messages, ${kills} kills, ${seconds} s`);

      for (const meter of [...steady, ...flickering]) await expectAllStored(meter);
      await stage.fleet.advanceClock(2 * WINDOW_MS);
      for (const meter of steady) {
        // Nothing that died is connected to devices: one that had to repeat would prove less.
        const { disconnections } = meter.device;
        expect({ meter: meter.name, disconnections }).toEqual({ meter: meter.name, disconnections: 0 });
        await expectExactly(meter);
      }
      const repeats = flickering.map(({ device }) => device.repeated[0]!.size);
      report(`0 lost, 0 doubled; devices themselves repeated ${repeats.reduce((a, b) => a + b)} messages`);
    },
    (FAULT.isLong ? 60 * FAULT.pairRounds : 12) * MINUTE_MS,
  );
});
