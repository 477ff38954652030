const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

/** Number of the last moment, counted since 1970, at which the clock stood at this minute of an hour. */
export const hourlySlot = (now: number, minute: number): number =>
  Math.floor((now - minute * MINUTE_MS) / HOUR_MS);

/** Milliseconds since that moment. */
export const sinceSlot = (now: number, minute: number): number =>
  now - (hourlySlot(now, minute) * HOUR_MS + minute * MINUTE_MS);

/** No uuid is behind it. */
export const LAST_KEY = 'ffffffff-ffff-ffff-ffff-ffffffffffff';

const KEY_DIGITS = 12;

/** The uuid up to which this part of all uuids lies, which are chosen at random; the last one for 1 and more. */
export const keyAt = (part: number): string => {
  if (part >= 1) return LAST_KEY;
  const digits = Math.floor(part * 16 ** KEY_DIGITS)
    .toString(16)
    .padStart(KEY_DIGITS, '0');
  return `${digits.slice(0, 8)}-${digits.slice(8)}-0000-0000-000000000000`;
};
