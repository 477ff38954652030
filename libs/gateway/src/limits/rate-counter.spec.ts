import { RateCounter } from './rate-counter';
import type { SharedCounts } from './shared-counts';

const RATE = { points: 100, windowMs: 10_000 };
const BLOCK = 5;
const settled = () => new Promise((resolve) => setImmediate(resolve));

/** A place shared by counters, which a test takes away and gives back. */
class Place implements SharedCounts {
  readonly counts = new Map<string, number>();
  reports = 0;
  isAway = false;
  endsInMs = RATE.windowMs;

  async add(key: string, points: number) {
    this.reports += 1;
    if (this.isAway) throw new Error('away');
    const count = (this.counts.get(key) ?? 0) + points;
    this.counts.set(key, count);
    return { count, endsInMs: this.endsInMs };
  }
}

const setUp = () => {
  const clock = { ms: 0 };
  const place = new Place();
  const counter = () => new RateCounter(RATE, place, () => clock.ms);
  return { clock, place, replicas: [counter(), counter()] as const };
};

/** Asks as often as it may, one answer of the shared place after the other. */
const drain = async (counters: readonly RateCounter[]): Promise<number> => {
  let passed = 0;
  for (let round = 0; round < RATE.points * 2; round += 1) {
    for (const counter of counters) if (counter.take('k') === 0) passed += 1;
    await settled();
  }
  return passed;
};

describe('RateCounter', () => {
  it('lets replicas together exceed the rate by no more than a block each', async () => {
    const { replicas } = setUp();
    const passed = await drain(replicas);
    expect(passed).toBeGreaterThanOrEqual(RATE.points);
    expect(passed).toBeLessThanOrEqual(RATE.points + 2 * BLOCK);
  });

  it('reports in blocks, not request by request', async () => {
    const { place, replicas } = setUp();
    await drain([replicas[0]]);
    expect(place.reports).toBe(RATE.points / BLOCK);
  });

  it('does not let a burst pass that ends before any answer comes', () => {
    const { replicas } = setUp();
    const waits = Array.from({ length: RATE.points + 10 }, () => replicas[0].take('k'));
    expect(waits.filter((wait) => wait === 0)).toHaveLength(RATE.points);
  });

  it('goes on by itself, exactly, while the place is away, and tells it again when it is back', async () => {
    const { place, replicas, clock } = setUp();
    place.isAway = true;
    expect(await drain([replicas[0]])).toBe(RATE.points);
    clock.ms += RATE.windowMs;
    place.isAway = false;
    expect(await drain([replicas[0]])).toBe(RATE.points);
    expect(place.counts.get('k')).toBe(RATE.points);
  });

  it('keeps to the window that the others have begun', async () => {
    const { place, replicas, clock } = setUp();
    place.counts.set('k', RATE.points);
    place.endsInMs = 2_000;
    for (let times = 0; times < BLOCK; times += 1) replicas[0].take('k');
    await settled();
    expect(replicas[0].take('k')).toBe(2_000);
    clock.ms += 2_000;
    expect(replicas[0].take('k')).toBe(0);
  });

  it('takes an answer that comes after the window for nothing', async () => {
    const { replicas, clock } = setUp();
    for (let times = 0; times < BLOCK; times += 1) replicas[0].take('k');
    clock.ms += RATE.windowMs;
    const [first] = [replicas[0].take('k')];
    await settled();
    expect(first).toBe(0);
    const waits = Array.from({ length: RATE.points }, () => replicas[0].take('k'));
    expect(waits.filter((wait) => wait === 0)).toHaveLength(RATE.points - 1);
  });
});
