import fc from 'fast-check';

const LONG = 70_000;

/** Text that has broken programs before. */
const NASTY_TEXTS = [
  '',
  ' ',
  '\0',
  'null',
  'undefined',
  "' OR 1=1 --",
  '"; DROP TABLE units; --',
  '%',
  '_',
  '\\',
  '../../etc/passwd',
  '{{7*7}}',
  '${7*7}',
  '<script>alert(1)</script>',
  '\ud800',
  '\u202e',
  'ﷺ',
  '1e999',
  '-0',
  'NaN',
  '0x10',
  '9999-99-99T99:99:99',
  '0000-01-01T00:00:00',
  '+275760-09-13T00:00:00.001Z',
  '__proto__',
  'constructor',
];

export const hostileText: fc.Arbitrary<string> = fc.oneof(
  fc.constantFrom(...NASTY_TEXTS),
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc.constantFrom('x', 'я', '\u{1F600}').map((unit) => unit.repeat(LONG)),
);

const hostileNumber = fc.oneof(
  fc.constantFrom(0, -1, 1.5, 2 ** 31, 2 ** 53, -(2 ** 63), 1e308),
  fc.integer(),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
);

/** Any value that JSON can carry. */
export const hostileValue: fc.Arbitrary<unknown> = fc.oneof(
  { weight: 4, arbitrary: hostileText },
  { weight: 3, arbitrary: hostileNumber },
  { weight: 2, arbitrary: fc.constantFrom(null, true, false, [], {}) },
  { weight: 1, arbitrary: fc.jsonValue({ maxDepth: 4 }) },
  { weight: 1, arbitrary: fc.constant(JSON.parse('['.repeat(500) + ']'.repeat(500)) as unknown) },
);

/** Mostly what is meant, now and then something else. */
export const seldomHostile = <T>(meant: fc.Arbitrary<T>): fc.Arbitrary<unknown> =>
  fc.oneof({ weight: 6, arbitrary: meant as fc.Arbitrary<unknown> }, { weight: 1, arbitrary: hostileValue });
