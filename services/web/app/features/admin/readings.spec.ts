import { describe, expect, it } from 'vitest';
import { isGrowing, ratesBetween, withReading } from './readings';

describe('readings', () => {
  it('keeps the newest', () => {
    const three = [1, 2, 3].map((at) => ({ at, value: at }));
    expect(withReading(three, { at: 4, value: 4 }, 2).map(({ at }) => at)).toEqual([3, 4]);
  });

  it.each([
    [[1, 5, 9, 20, 40, 80], true],
    [[10, 11, 10, 12, 13, 12], true],
    [[1, 3, 1, 3, 1, 3], false],
    [[9, 8, 7, 6, 5, 4], false],
    [[5, 5, 5, 5, 5, 5], false],
    [[1, 2, 3], false],
  ])('%j grows: %s', (lags, expected) => expect(isGrowing(lags)).toBe(expected));
});

describe('rates between two readings', () => {
  const connectedDatetime = '2026-01-01T00:00:00';
  const client = { clientId: 'a', connectedDatetime, receivedMessages: 100, sentMessages: 10 };

  it('are messages a second', () => {
    const later = { ...client, receivedMessages: 130, sentMessages: 10 };
    const rates = ratesBetween({ at: 1_000, value: [client] }, { at: 4_000, value: [later] });
    expect(rates.get('a')).toEqual({ received: 10, sent: 0 });
  });

  it.each([
    ['is new', { ...client, clientId: 'b' }],
    ['has connected anew', { ...client, connectedDatetime: '2026-01-01T00:01:00', receivedMessages: 500 }],
    ['counts from zero', { ...client, receivedMessages: 1 }],
  ])('are unknown of one that %s', (_why, later) => {
    expect(ratesBetween({ at: 0, value: [client] }, { at: 1_000, value: [later] }).size).toBe(0);
  });
});
