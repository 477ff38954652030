import fc from 'fast-check';
import { formatExact } from './format-number';

describe('the exact text of a number', () => {
  it.each([
    [0, '0'],
    [-0, '0'],
    [1.5e-7, '0.00000015'],
    [-1e21, '-1000000000000000000000'],
    [1.25e22, '12500000000000000000000'],
    [0.1, '0.1'],
  ])('%d', (value, text) => expect(formatExact(value)).toBe(text));

  it('reads back as the number, and has no exponent', () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (value) => {
        expect(Number(formatExact(value))).toBe(value + 0);
        expect(formatExact(value)).not.toContain('e');
      }),
    );
  });
});
