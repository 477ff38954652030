/**
 * An exact running sum of doubles (Shewchuk's expansion): the list holds non-overlapping parts in growing magnitude whose
 * mathematical sum is the sum of everything added. Typically one to three parts; about forty at the most.
 */
export type ExactSum = number[];

/** Below this no step of an addition can leave the range of a double. */
const SAFE_MAGNITUDE = Number.MAX_VALUE / 4;

function accumulate(parts: ExactSum, value: number): number {
  let carry = value;
  let kept = 0;
  for (let index = 0; index < parts.length; index++) {
    const part = parts[index]!;
    const high = carry + part;
    const error = Math.abs(carry) < Math.abs(part) ? carry - (high - part) : part - (high - carry);
    if (error !== 0) parts[kept++] = error;
    carry = high;
  }
  parts.length = kept;
  parts.push(carry);
  return carry;
}

/** Adds a finite value. `false` = the sum would leave the range of a double; it is then unchanged. */
export function addExactly(parts: ExactSum, value: number): boolean {
  const total = parts.length === 0 ? 0 : parts[parts.length - 1]!;
  if (Math.abs(value) < SAFE_MAGNITUDE && Math.abs(total) < SAFE_MAGNITUDE) {
    accumulate(parts, value);
    return true;
  }
  const attempt = parts.slice();
  if (!Number.isFinite(accumulate(attempt, value)) || !Number.isFinite(roundSum(attempt))) return false;
  parts.length = 0;
  parts.push(...attempt);
  return true;
}

/** The double nearest to the sum, ties to even; 0 for nothing. */
export function roundSum(parts: readonly number[]): number {
  let index = parts.length - 1;
  if (index < 0) return 0;
  let high = parts[index]!;
  let low = 0;
  while (index > 0) {
    const part = parts[--index]!;
    const sum = high + part;
    low = part - (sum - high);
    high = sum;
    if (low !== 0) break;
  }
  // Half-way cases: what lies below decides, since `high` was rounded without knowing it.
  if (index > 0) {
    const below = parts[index - 1]!;
    if ((low < 0 && below < 0) || (low > 0 && below > 0)) {
      const doubled = low * 2;
      const corrected = high + doubled;
      if (doubled === corrected - high) high = corrected;
    }
  }
  return high + 0;
}
