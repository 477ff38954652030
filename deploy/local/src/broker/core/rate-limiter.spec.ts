import { deviceZone } from '../options';
import { RateLimiter } from './rate-limiter';

describe('RateLimiter', () => {
  beforeEach(() => jest.useFakeTimers({ now: 0 }));
  afterEach(() => jest.useRealTimers());

  it('lets a second of messages through at once, then says how long to wait', () => {
    const limiter = RateLimiter.forZone({ ...deviceZone, messagesPerSecond: 10 });
    const waits = Array.from({ length: 12 }, () => limiter?.take(1));
    expect(waits).toEqual([...new Array<number>(10).fill(0), 100, 200]);
    jest.setSystemTime(1200);
    expect(limiter?.take(1)).toBe(0);
  });

  it('counts bytes too, and is absent without limits', () => {
    const limiter = RateLimiter.forZone({ ...deviceZone, bytesPerSecond: 1000 });
    expect([limiter?.take(900), limiter?.take(200)]).toEqual([0, 100]);
    expect(RateLimiter.forZone(deviceZone)).toBeNull();
  });
});
