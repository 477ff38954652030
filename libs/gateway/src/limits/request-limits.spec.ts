import { ANONYMOUS, PLATFORM, type Actor } from '@unitfleet/contracts';
import { RateExceeded } from './rate-exceeded.error';
import { RequestLimits, type RequestLimitsOptions } from './request-limits';

const user = (uuid: string): Actor => ({ kind: 'User', uuid, login: 'maker', role: 'User' });
const ALICE = user('5f0c7a52-1a3b-4c8e-9d21-0b7c5b1f4a10');
const BOB = user('2d98b4ba-c935-4379-8e1a-520e76018c17');
const HERE = '203.0.113.9';
const rate = (points: number) => ({ points, windowMs: 10_000 });
const off = rate(0);

const setUp = (options: Partial<RequestLimitsOptions> = {}) => {
  const clock = { ms: 5 };
  const limits = new RequestLimits({
    caller: rate(3),
    address: rate(2),
    expensive: {
      'pipe-check': rate(1),
      archive: off,
      'pipe-data-file': off,
      'pipe-data-points': off,
      'repository-sync': off,
      registration: off,
    },
    exempt: ['10.0.0.0/8', '::1'],
    now: () => clock.ms,
    ...options,
  });
  return { clock, limits };
};

const timesAllowed = (take: () => void): number => {
  for (let times = 0; times < 50; times += 1) {
    try {
      take();
    } catch (error) {
      expect(error).toBeInstanceOf(RateExceeded);
      return times;
    }
  }
  return Infinity;
};

describe('RequestLimits', () => {
  it('counts each caller by itself, wherever it asks from', () => {
    const { limits } = setUp();
    expect(timesAllowed(() => limits.take(ALICE, HERE))).toBe(3);
    expect(timesAllowed(() => limits.take(ALICE, '198.51.100.7'))).toBe(0);
    expect(timesAllowed(() => limits.take(BOB, HERE))).toBe(3);
  });

  it('counts anonymous callers by address, and callers with a token not at all there', () => {
    const { limits } = setUp();
    limits.take(ALICE, HERE);
    expect(timesAllowed(() => limits.take(ANONYMOUS, HERE))).toBe(2);
    expect(timesAllowed(() => limits.take(ANONYMOUS, '203.0.113.10'))).toBe(2);
  });

  it('takes the addresses that one IPv6 subscriber has for one', () => {
    const { limits } = setUp();
    const take = (address: string) => timesAllowed(() => limits.take(ANONYMOUS, address));
    expect(take('2001:db8:1:2::1')).toBe(2);
    expect(take('2001:db8:1:2:ffff::9')).toBe(0);
    expect(take('2001:db8:1:3::1')).toBe(2);
    expect(take('2001:db8::1')).toBe(2);
    expect(take('2001:db8:0:0:5::1')).toBe(0);
    expect(take('fe80::')).toBe(2);
  });

  it('says when to come back, and counts anew then', () => {
    const { limits, clock } = setUp();
    timesAllowed(() => limits.take(ALICE, HERE));
    clock.ms += 7_500;
    const refused = (() => {
      try {
        limits.take(ALICE, HERE);
      } catch (error) {
        return error as RateExceeded;
      }
      throw new Error('was not refused');
    })();
    expect(refused).toMatchObject({ retryAfterS: 3, errorCode: 'TooManyRequests' });
    expect(refused.message).toMatch(/^429: 90: Too Many Requests: /);
    clock.ms += 2_500;
    expect(timesAllowed(() => limits.take(ALICE, HERE))).toBe(3);
  });

  it('limits expensive operations besides', () => {
    const { limits } = setUp();
    expect(timesAllowed(() => limits.takeExpensive('pipe-check', ALICE, HERE))).toBe(1);
    expect(timesAllowed(() => limits.takeExpensive('pipe-check', ANONYMOUS, HERE))).toBe(1);
    expect(timesAllowed(() => limits.takeExpensive('archive', ALICE, HERE))).toBe(Infinity);
    expect(timesAllowed(() => limits.take(ALICE, HERE))).toBe(3);
  });

  it('never limits exempt networks, the platform, and where the rate is 0', () => {
    const { limits } = setUp();
    expect(timesAllowed(() => limits.take(ALICE, '10.9.8.7'))).toBe(Infinity);
    expect(timesAllowed(() => limits.take(ANONYMOUS, '::1'))).toBe(Infinity);
    expect(timesAllowed(() => limits.takeExpensive('pipe-check', ALICE, '::1'))).toBe(Infinity);
    expect(timesAllowed(() => limits.take(PLATFORM, HERE))).toBe(Infinity);
    const { limits: none } = setUp({ caller: off });
    expect(timesAllowed(() => none.take(ALICE, HERE))).toBe(Infinity);
  });
});
