import { relativeTimeToMs } from './relative-time';

const now = Date.parse('2025-03-31T10:20:30.456Z');

describe('relativeTimeToMs', () => {
  it.each([
    ['90s', '2025-03-31T10:19:00.456Z'],
    ['5m', '2025-03-31T10:15:30.456Z'],
    ['24h', '2025-03-30T10:20:30.456Z'],
    ['7d', '2025-03-24T10:20:30.456Z'],
    ['1M', '2025-02-28T10:20:30.456Z'],
    ['13M', '2024-02-29T10:20:30.456Z'],
    ['1y', '2024-03-31T10:20:30.456Z'],
    ['-1h', '2025-03-31T11:20:30.456Z'],
    ['0s', '2025-03-31T10:20:30.456Z'],
    ['999999999y', '1900-01-01T00:00:00.000Z'],
    ['999999999d', '1900-01-01T00:00:00.000Z'],
    ['-999999999M', '2299-01-01T00:00:00.000Z'],
  ])('%s', (text, expected) => {
    expect(new Date(relativeTimeToMs(text, now)).toISOString()).toBe(expected);
  });

  it.each(['', '5', 'm', '5 m', '5w', '1.5h', '5m;', '--5m', '5D', '１m'])('refuses %p', (text) => {
    expect(() => relativeTimeToMs(text, now)).toThrow(/^422: 2: Validation Error/);
  });
});
