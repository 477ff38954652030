import * as fc from 'fast-check';
import {
  add,
  exact,
  naiveFixed,
  naiveSignificant,
  Rational,
  toDouble,
} from '../fixtures/naive-pipeline.fixture';
import { addExactly, ExactSum, roundSum } from './exact-sum';
import { formatFixed, formatSignificant } from './format-number';
import { parseDecimal } from './parse-decimal';

const double = fc.double({ noNaN: true, noDefaultInfinity: true });
/** Values with few binary places, where ties live. */
const dyadic = fc
  .tuple(fc.maxSafeInteger(), fc.integer({ min: 0, max: 12 }))
  .map(([value, places]) => value / 2 ** places);
/** What sensors and ratios make: short decimals and their products. */
const product = fc
  .tuple(fc.integer({ min: -1e6, max: 1e6 }), fc.integer({ min: 1, max: 1e4 }))
  .map(([a, b]) => (a / 1000) * (b / 100));
const value = fc.oneof(double, dyadic, product);

describe('numbers', () => {
  it('N decimals: half to even on the exact value', () => {
    fc.assert(
      fc.property(value, fc.integer({ min: 0, max: 7 }), (x, decimals) => {
        expect(formatFixed(x, decimals)).toBe(naiveFixed(x, decimals));
      }),
      { numRuns: 5000 },
    );
  });

  it('15 digits: half to even on the exact value', () => {
    fc.assert(
      fc.property(value, (x) => {
        expect(formatSignificant(x)).toBe(naiveSignificant(x));
      }),
      { numRuns: 5000 },
    );
  });

  it.each([
    [1234567890123465, '1234567890123460'],
    [1234567890123475, '1234567890123480'],
    [123456789012344.5, '123456789012344'],
    [123456789012345.5, '123456789012346'],
    [-123456789012344.5, '-123456789012344'],
    [0.1 + 0.2, '0.3'],
    [999999999999999.9, '1000000000000000'],
    [5e-324, '0.' + '0'.repeat(323) + '494065645841247'],
  ])('15 digits of %d', (x, expected) => {
    expect(formatSignificant(x)).toBe(expected);
    expect(naiveSignificant(x)).toBe(expected);
  });

  it('reads decimals as correctly as the language does', () => {
    const written = fc.oneof(
      value.map(String),
      value.map((x) => x.toExponential()),
      value.map((x) => x.toExponential(20)),
      fc
        .tuple(fc.bigInt({ min: 0n, max: 10n ** 25n }), fc.integer({ min: -40, max: 40 }))
        .map(([m, e]) => `${m}e${e}`),
      fc.stringMatching(/^[-+]?\d{0,20}\.?\d{0,20}([eE][-+]?\d{1,3})?$/),
      fc.stringMatching(/^[-+.eE \t0-9]{0,8}$/),
    );
    fc.assert(
      fc.property(written, (text) => {
        const grammatical = /^[ \t]*[-+]?(\d+\.?\d*|\.\d+)([eE][-+]?\d+)?[ \t]*$/.test(text);
        expect(parseDecimal(Buffer.from(text))).toBe(grammatical ? Number(text) + 0 : NaN);
      }),
      { numRuns: 10_000 },
    );
  });

  it('sums are the exact sum, rounded once, in any order', () => {
    const moderate = fc.double({ noNaN: true, min: -1e300, max: 1e300 });
    fc.assert(
      fc.property(fc.array(fc.oneof(moderate, dyadic, product), { maxLength: 60 }), (values) => {
        const parts: ExactSum = [];
        for (const x of values) expect(addExactly(parts, x)).toBe(true);
        const reversed: ExactSum = [];
        for (const x of values.toReversed()) addExactly(reversed, x);
        const expected = toDouble(values.map(exact).reduce(add, [0n, 1n] as Rational));
        expect(roundSum(parts)).toBe(expected);
        expect(roundSum(reversed)).toBe(expected);
      }),
      { numRuns: 1000 },
    );
  });

  it('a sum out of range is refused and leaves the sum as it was', () => {
    const huge = fc
      .double({ noNaN: true, noDefaultInfinity: true })
      .map((x) => (Math.abs(x) < 1e290 ? x * 1e300 : x))
      .filter(Number.isFinite);
    fc.assert(
      fc.property(fc.array(huge, { maxLength: 20 }), (values) => {
        const parts: ExactSum = [];
        let total: Rational = [0n, 1n];
        for (const x of values) if (addExactly(parts, x)) total = add(total, exact(x));
        expect(roundSum(parts)).toBe(toDouble(total));
      }),
      { numRuns: 500 },
    );
  });
});
