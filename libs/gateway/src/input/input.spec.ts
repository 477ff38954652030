import { readDateTime } from './read-date-time';
import { readUuid } from './read-uuid';

const UUID = '2d98b4ba-c935-4379-8e1a-520e76018c17';

describe('readUuid', () => {
  it.each([UUID, UUID.toUpperCase(), UUID.replaceAll('-', ''), `{${UUID}}`, `urn:uuid:${UUID}`])(
    'reads %s',
    (text) => expect(readUuid(text)).toBe(UUID),
  );

  it.each(['', 'auth', UUID.slice(1), `${UUID}0`, `${UUID.slice(0, -1)}g`, ` ${UUID}`])(
    'refuses "%s"',
    (text) => expect(readUuid(text)).toBeNull(),
  );
});

describe('readDateTime', () => {
  it.each([
    ['2025-01-02T03:04:05.123456', '2025-01-02T03:04:05.123Z'],
    ['2025-01-02T03:04:05', '2025-01-02T03:04:05.000Z'],
    ['2025-01-02 03:04', '2025-01-02T03:04:00.000Z'],
    ['2025-01-02', '2025-01-02T00:00:00.000Z'],
    ['2025-01-02T03:04:05Z', '2025-01-02T03:04:05.000Z'],
    ['2025-01-02T03:04:05+02:30', '2025-01-02T00:34:05.000Z'],
    ['2025-01-02T03:04:05 03', null],
    ['0001-01-01T00:00:00', '0001-01-01T00:00:00.000Z'],
    ['2024-02-29', '2024-02-29T00:00:00.000Z'],
    ['1735787045', '2025-01-02T03:04:05.000Z'],
    [1735787045123, '2025-01-02T03:04:05.123Z'],
    ['2025-02-29', null],
    ['2025-13-01', null],
    ['2025-01-02T24:00:00', null],
    ['2025-01-02T03:04:05+99:00', null],
    ['yesterday', null],
    ['', null],
    [Number.NaN, null],
    [1e300, null],
  ])('reads %s', (given, expected) => {
    expect(readDateTime(given)?.toISOString() ?? null).toBe(expected);
  });
});
