const SIGNIFICANT_DIGITS = 15;

/** Lowers an odd last digit by one: turns a tie that was rounded up into one rounded to even. No borrow can occur. */
function lastDigitToEven(digits: string): string {
  const last = digits.charCodeAt(digits.length - 1) - 48;
  return last % 2 === 1 ? digits.slice(0, -1) + String(last - 1) : digits;
}

function withoutNegativeZero(text: string): string {
  return text.charCodeAt(0) === 45 && !/[1-9]/.test(text) ? text.slice(1) : text;
}

/**
 * Exactly `decimals` decimals (0..7), half-to-even on the exact binary value (docs/protocol/decisions.md, DataPipe 9), plain
 * notation, no `-0`. `value` is finite.
 *
 * `toFixed` is exact but rounds ties away from zero. A tie is rare and cheap to see: the value has just `decimals + 1`
 * binary places, so that doubled and shifted by them it is an odd integer.
 */
export function formatFixed(value: number, decimals: number): string {
  if (Math.abs(value) >= 1e21)
    return BigInt(value).toString() + (decimals === 0 ? '' : `.${'0'.repeat(decimals)}`);
  const text = value.toFixed(decimals);
  const shifted = value * 2 ** (decimals + 1);
  const tie = shifted % 2 === 1 || shifted % 2 === -1;
  return withoutNegativeZero(tie ? lastDigitToEven(text) : text);
}

/** Mantissa digits and decimal exponent to plain notation, without trailing zeros. */
function plainNotation(digits: string, exponent: number): string {
  const significant = digits.replace(/0+$/, '');
  if (exponent < 0) return `0.${'0'.repeat(-exponent - 1)}${significant}`;
  if (significant.length <= exponent + 1) return significant.padEnd(exponent + 1, '0');
  return `${significant.slice(0, exponent + 1)}.${significant.slice(exponent + 1)}`;
}

const bits = new DataView(new ArrayBuffer(8));

/** Whether the positive double is exactly `digits` x 10^`power`. */
function isExactly(value: number, digits: bigint, power: number): boolean {
  bits.setFloat64(0, value);
  const raw = bits.getBigUint64(0);
  const biased = Number(raw >> 52n);
  const fraction = raw & 0xfffffffffffffn;
  let [left, right] = [biased === 0 ? fraction : fraction | 0x10000000000000n, digits];
  const binary = (biased === 0 ? 1 : biased) - 1075;
  if (binary >= 0) left <<= BigInt(binary);
  else right <<= BigInt(-binary);
  if (power >= 0) right *= 10n ** BigInt(power);
  else left *= 10n ** BigInt(-power);
  return left === right;
}

/** `toExponential` rounds ties up; one that ends in 5 after a sixteenth digit and nothing more goes to even. */
function significantDigits(magnitude: number): { digits: string; exponent: number } {
  const text = magnitude.toExponential(SIGNIFICANT_DIGITS - 1);
  const mark = text.indexOf('e');
  const digits = text[0] + text.slice(2, mark);
  const exponent = Number(text.slice(mark + 1));
  if ((digits.charCodeAt(digits.length - 1) & 1) === 0) return { digits, exponent };
  const longer = magnitude.toExponential(SIGNIFICANT_DIGITS);
  const longerMark = longer.indexOf('e');
  const tie =
    longer[longerMark - 1] === '5' &&
    isExactly(
      magnitude,
      BigInt(longer[0] + longer.slice(2, longerMark)),
      Number(longer.slice(longerMark + 1)) - SIGNIFICANT_DIGITS,
    );
  return { digits: tie ? lastDigitToEven(digits) : digits, exponent };
}

/**
 * At most 15 significant digits without trailing zeros, half-to-even, plain notation, no `-0`
 * (docs/protocol/decisions.md, DataPipe 9 and "numbers"). `value` is finite.
 */
export function formatSignificant(value: number): string {
  if (value === 0) return '0';
  const magnitude = Math.abs(value);
  if (magnitude >= 1e-6 && magnitude < 1e15) {
    // The shortest text that reads back as the value is the answer where it has no more than 15 digits.
    const shortest = String(value);
    if (shortest.length <= SIGNIFICANT_DIGITS) return shortest;
  }
  const { digits, exponent } = significantDigits(magnitude);
  const text = plainNotation(digits, exponent);
  return value < 0 ? `-${text}` : text;
}

/** The shortest text that reads back as the value, in plain notation, no `-0`. `value` is finite. */
export function formatExact(value: number): string {
  const text = String(value + 0);
  const mark = text.indexOf('e');
  if (mark < 0) return text;
  const sign = value < 0 ? '-' : '';
  const digits = text.slice(sign.length, mark).replace('.', '');
  return sign + plainNotation(digits, Number(text.slice(mark + 1)));
}
