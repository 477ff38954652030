import { hourlySlot } from './hourly-slot';

it('counts hours from a minute of the hour', () => {
  const at = (time: string): number => hourlySlot(Date.parse(time), 30);
  expect(at('2026-01-01T10:30:00Z') - at('2026-01-01T10:29:59Z')).toBe(1);
  expect(at('2026-01-01T11:29:59Z')).toBe(at('2026-01-01T10:30:00Z'));
});
