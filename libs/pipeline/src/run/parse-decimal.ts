import { decodeLatin1, encodeUtf8 } from '../platform/bytes';

const ZERO = 48;
const POINT = 46;
const PLUS = 43;
const MINUS = 45;

/** Powers of ten that a double holds exactly. */
const POWERS = Array.from({ length: 23 }, (_, exponent) => Number(`1e${exponent}`));
/** As many digits always fit 2^53, so that mantissa and power are exact and one operation rounds correctly. */
const EXACT_DIGITS = 15;
const EXPONENT_CAP = 99_999;

/** ASCII white space: space, and tab to carriage return. */
function isSpace(byte: number): boolean {
  return byte === 32 || (byte >= 9 && byte <= 13);
}

function trimStart(bytes: Uint8Array): number {
  let start = 0;
  while (start < bytes.length && isSpace(bytes[start]!)) start++;
  return start;
}

function trimEnd(bytes: Uint8Array, start: number): number {
  let end = bytes.length;
  while (end > start && isSpace(bytes[end - 1]!)) end--;
  return end;
}

/** A payload that {@link parseDecimal} took for a number, as text without the white space around it. */
export function trimmedAscii(bytes: Uint8Array): string {
  const start = trimStart(bytes);
  return decodeLatin1(bytes, start, trimEnd(bytes, start));
}

/**
 * Reads a decimal number: optional ASCII white space around `[+-] digits [. digits] [e [+-] digits]`, at least one digit
 * beside the point (docs/protocol/decisions.md, DataPipe 7). `NaN` = not such a number; an infinity = one too large for a
 * double. Correctly rounded, never `-0`. Numbers of up to 15 digits, which is all that sensors send, take no detour over text.
 */
export function parseDecimal(bytes: Uint8Array): number {
  const start = trimStart(bytes);
  const end = trimEnd(bytes, start);
  let at = start;
  let negative = false;
  if (at < end && (bytes[at] === MINUS || bytes[at] === PLUS)) negative = bytes[at++] === MINUS;

  let mantissa = 0;
  let significant = 0;
  let written = 0;
  let scale = 0;
  let pointSeen = false;
  for (; at < end; at++) {
    const digit = bytes[at]! - ZERO;
    if (digit >= 0 && digit <= 9) {
      written++;
      if (pointSeen) scale++;
      if (significant > 0 || digit > 0) significant++;
      if (significant <= EXACT_DIGITS) mantissa = mantissa * 10 + digit;
    } else if (bytes[at] === POINT && !pointSeen) pointSeen = true;
    else break;
  }
  if (written === 0) return NaN;

  let exponent = 0;
  if (at < end) {
    if ((bytes[at]! | 32) !== 101) return NaN;
    at++;
    let down = false;
    if (at < end && (bytes[at] === MINUS || bytes[at] === PLUS)) down = bytes[at++] === MINUS;
    if (at === end) return NaN;
    for (; at < end; at++) {
      const digit = bytes[at]! - ZERO;
      if (!(digit >= 0 && digit <= 9)) return NaN;
      if (exponent < EXPONENT_CAP) exponent = exponent * 10 + digit;
    }
    if (down) exponent = -exponent;
  }

  if (significant === 0) return 0;
  exponent -= scale;
  if (significant > EXACT_DIGITS || exponent < -22 || exponent > 22)
    return Number(decodeLatin1(bytes, start, end)) + 0;
  const magnitude = exponent < 0 ? mantissa / POWERS[-exponent]! : mantissa * POWERS[exponent]!;
  return negative ? -magnitude : magnitude;
}

/** {@link parseDecimal} of the text's UTF-8. */
export function parseDecimalText(text: string): number {
  return parseDecimal(encodeUtf8(text));
}
