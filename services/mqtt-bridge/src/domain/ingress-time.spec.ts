import { IngressTime } from './ingress-time';

const HOUR_MS = 3_600_000;

describe('IngressTime', () => {
  let clock: number;
  let monotonic: number;
  let time: IngressTime;

  const pass = (ms: number): void => {
    clock += ms;
    monotonic += ms;
  };

  beforeEach(() => {
    [clock, monotonic] = [10 * HOUR_MS, 5];
    time = new IngressTime({ now: () => clock }, () => monotonic);
  });

  it('is the clock in whole milliseconds', () => {
    pass(0.7);
    expect(time.next()).toBe(10 * HOUR_MS);
    pass(1);
    expect(time.next()).toBe(10 * HOUR_MS + 1);
  });

  it('goes on at half its speed when the clock was stepped back, until that has caught up', () => {
    const start = time.next();
    clock -= HOUR_MS;
    expect(time.next()).toBe(start);
    pass(10_000);
    expect(time.next()).toBe(start + 5_000);
    pass(10_001);
    expect(time.next()).toBe(start + 10_000);
    pass(2 * HOUR_MS - 20_001);
    expect(time.next()).toBe(clock);
    pass(1_000);
    expect(time.next()).toBe(clock);
  });

  it('is the clock again at once when that is stepped forward', () => {
    const start = time.next();
    clock -= HOUR_MS;
    time.next();
    pass(1_000);
    time.next();
    clock += HOUR_MS;
    expect(time.next()).toBe(start + 1_000);
  });

  it('never goes back, whatever the clock does', () => {
    let last = 0;
    for (const step of [5, -3, -HOUR_MS, 2_000, -50, HOUR_MS / 2, -HOUR_MS, 7 * HOUR_MS, 1, -1]) {
      clock += step;
      monotonic += Math.max(0, step);
      const next = time.next();
      expect(next).toBeGreaterThanOrEqual(last);
      last = next;
    }
  });

  it('goes on from what a former life has given out', () => {
    time.startFrom(clock + HOUR_MS);
    pass(2_000);
    time.next();
    pass(2_000);
    expect(time.next()).toBe(11 * HOUR_MS + 1_000);
  });
});
