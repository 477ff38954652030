/** Numbers above this are milliseconds. */
const SECONDS_LIMIT = 2e10;
const MINUTE_MS = 60_000;
/** No device of this platform logged before; a clock that counts from its start shows 1970 or 2000. */
const EARLIEST_MS = Date.UTC(2020, 0, 1);
const TOLERATED_AHEAD_MS = 24 * 3_600_000;

/** ISO 8601 with or without its separators; a time without zone is UTC. */
const ISO_TIME =
  /^(\d{4})(-?)(\d{2})\2(\d{2})(?:[Tt ](\d{2})(?:(:?)(\d{2})(?:\6(\d{2})(?:[.,](\d+))?)?)?([Zz]|([-+])(\d{2}):?(\d{2})?)?)?$/;

const isoToMs = (text: string): number => {
  const parts = ISO_TIME.exec(text);
  if (!parts) return NaN;
  const [, year, , month, day, hour = '0', , minute = '0', second = '0', fraction = '', , sign] = parts;
  const fields = [
    Number(year),
    Number(month) - 1,
    Number(day),
    Number(hour),
    Number(minute),
    Number(second),
  ] as const;
  const utc = Date.UTC(...fields);
  const read = new Date(utc);
  // A 30th of February or a 61st minute would be carried into another day or hour.
  const isReal =
    read.getUTCMonth() === fields[1] &&
    read.getUTCDate() === fields[2] &&
    read.getUTCHours() === fields[3] &&
    read.getUTCMinutes() === fields[4];
  if (!isReal) return NaN;
  const [offsetHours, offsetMinutes] = [Number(parts[12] ?? 0), Number(parts[13] ?? 0)];
  if (offsetHours > 23 || offsetMinutes > 59) return NaN;
  const offsetMs = (offsetHours * 60 + offsetMinutes) * MINUTE_MS * (sign === '-' ? -1 : 1);
  return utc + Math.trunc(Number(`0.${fraction || '0'}`) * 1_000) - offsetMs;
};

const toMs = (time: string | number): number => {
  if (typeof time === 'string') return isoToMs(time);
  return Math.abs(time) <= SECONDS_LIMIT ? time * 1_000 : time;
};

/** `missing` is an absent, empty or zero time, or one that cannot be right; `bad` is none at all. */
export type LogTime = { readonly kind: 'told'; readonly ms: number } | { readonly kind: 'missing' | 'bad' };

/**
 * The time that an item of a log names (`docs/protocol/device.md 7.3`): ISO 8601, or a number of seconds or
 * milliseconds. One before 2020 or more than a day ahead is that of a clock that was never set (oddity B21).
 */
export const readLogTime = (time: unknown, receivedMs: number): LogTime => {
  if (!time) return { kind: 'missing' };
  if (typeof time !== 'string' && typeof time !== 'number') return { kind: 'bad' };
  const ms = Math.trunc(toMs(time));
  if (Number.isNaN(ms)) return { kind: 'bad' };
  const isPlausible = ms >= EARLIEST_MS && ms <= receivedMs + TOLERATED_AHEAD_MS;
  return isPlausible ? { kind: 'told', ms } : { kind: 'missing' };
};
