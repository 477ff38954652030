import { deviceZone } from '../options';
import { RateLimiter } from './rate-limiter';

describe('RateLimiter', () => {
  beforeEach(() => jest.useFakeTimers({ now: 0 }));
  afterEach(() => jest.useRealTimers());

  it('lets a second of messages through at once, then says how long to wait', () => {
    const limiter = RateLimiter.forZone({ ...deviceZone, messagesPerSecond: 10 });
    const waits = Array.from({ length: 12 }, () => limiter?.takeMessage());
    expect(waits).toEqual([...new Array<number>(10).fill(0), 100, 200]);
    jest.setSystemTime(1200);
    expect(limiter?.takeMessage()).toBe(0);
  });

  it('counts bytes apart from messages, and is absent without limits', () => {
    const limiter = RateLimiter.forZone({ ...deviceZone, bytesPerSecond: 1000 });
    expect([limiter?.takeBytes(900), limiter?.takeBytes(200)]).toEqual([0, 100]);
    expect(limiter?.takeMessage()).toBe(0);
    expect(RateLimiter.forZone(deviceZone)).toBeNull();
  });

  it('gives nothing for a clock that was set back', () => {
    jest.setSystemTime(10_000);
    const limiter = RateLimiter.forZone({ ...deviceZone, messagesPerSecond: 1 });
    expect([limiter?.takeMessage(), limiter?.takeMessage()]).toEqual([0, 1000]);
    jest.setSystemTime(0);
    expect(limiter?.takeMessage()).toBe(2000);
  });
});
