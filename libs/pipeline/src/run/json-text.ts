import { formatExact } from './format-number';
import { Dropped, DROPPED } from './outcome';

const LONE_SURROGATE = /\p{Surrogate}/u;

/** Whether a number in it is too large for a double: what JSON cannot say again. Depth is bounded by the reader of the payload. */
function overflows(value: unknown): boolean {
  if (typeof value === 'number') return !Number.isFinite(value);
  if (typeof value !== 'object' || value === null) return false;
  return (Array.isArray(value) ? value : Object.values(value)).some(overflows);
}

/**
 * What was found in a JSON payload, as the input of a `Text` pipeline: a string is its own text, a number in plain decimal
 * notation, an object or a list compact JSON. Numbers are doubles. Dropped: text with half a surrogate pair, which has no
 * UTF-8, and numbers beyond the range of a double.
 */
export function jsonText(found: unknown): string | Dropped {
  switch (typeof found) {
    case 'string':
      return LONE_SURROGATE.test(found) ? DROPPED.notUtf8 : found;
    case 'number':
      return Number.isFinite(found) ? formatExact(found) : DROPPED.inputNotFinite;
    case 'object':
      return overflows(found) ? DROPPED.inputNotFinite : JSON.stringify(found);
    default:
      return String(found);
  }
}
