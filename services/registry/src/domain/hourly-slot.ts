const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

/** Number of the last moment, counted since 1970, at which the clock stood at this minute of an hour. */
export const hourlySlot = (now: number, minute: number): number =>
  Math.floor((now - minute * MINUTE_MS) / HOUR_MS);
