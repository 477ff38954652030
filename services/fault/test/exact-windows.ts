/** A row of an aggregation, as it is read; times are UTC without a zone. */
export interface WindowRow {
  readonly state: number;
  readonly start_window_datetime: string;
  readonly end_window_datetime: string;
}

/** The last number of a window that begins with `first` and holds whole numbers without a gap. */
type LastOf = (first: number, value: number) => number;

/** From first + ... + last = (first + last)(last - first + 1) / 2. */
export const lastBySum: LastOf = (first, sum) => (Math.sqrt(1 + 4 * (first * (first - 1) + 2 * sum)) - 1) / 2;
/** From (first + last) / 2. */
export const lastByAverage: LastOf = (first, average) => 2 * average - first;

/**
 * Follows 1, 2, 3 ... through windows in the order of time, and answers the last number in them.
 * @throws when a window comes twice, overlaps the one before, or does not hold exactly the numbers that continue those
 *   of the windows before it
 */
export const lastNumberIn = (rows: readonly WindowRow[], windowMs: number, lastOf: LastOf): number => {
  let last = 0;
  let end = 0;
  for (const { state, start_window_datetime, end_window_datetime } of rows) {
    const start = Date.parse(`${start_window_datetime}Z`);
    if (start < end) throw new Error(`the window of ${start_window_datetime} overlaps the one before it`);
    end = Date.parse(`${end_window_datetime}Z`);
    if (end - start !== windowMs) throw new Error(`a window lasts ${end - start} ms`);
    const next = lastOf(last + 1, state);
    if (!Number.isInteger(next) || next <= last)
      throw new Error(`${state} in the window of ${start_window_datetime} does not go on behind ${last}`);
    last = next;
  }
  return last;
};
