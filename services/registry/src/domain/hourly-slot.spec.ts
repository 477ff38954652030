import { hourlySlot, keyAt, LAST_KEY, sinceSlot } from './hourly-slot';

it('counts hours from a minute of the hour', () => {
  const at = (time: string): number => hourlySlot(Date.parse(time), 30);
  expect(at('2026-01-01T10:30:00Z') - at('2026-01-01T10:29:59Z')).toBe(1);
  expect(at('2026-01-01T11:29:59Z')).toBe(at('2026-01-01T10:30:00Z'));
});

it.each([
  ['2026-01-01T10:30:00Z', 0],
  ['2026-01-01T10:31:40Z', 100_000],
  ['2026-01-01T11:29:59Z', 3_599_000],
  ['2026-01-01T10:00:00Z', 1_800_000],
])('%s is %d ms behind minute 30', (time, expected) => {
  expect(sinceSlot(Date.parse(time), 30)).toBe(expected);
});

it.each([
  [0, '00000000-0000-0000-0000-000000000000'],
  [0.5, '80000000-0000-0000-0000-000000000000'],
  [0.999_999, 'ffffef39-085f-0000-0000-000000000000'],
  [1, LAST_KEY],
  [7, LAST_KEY],
])('%d of all keys are up to %s', (part, key) => {
  expect(keyAt(part)).toBe(key);
});
