/** A point in time with the offset it was written in. */
export interface DateTime {
  /** `YYYY-MM-DDTHH:MM:SS[.ffffff]+HH:MM` (docs/protocol/datapipe.md 1.8). */
  iso: string;
  /** Unix milliseconds; may have a fraction (microseconds). */
  ms: number;
}

const DATE_TIME =
  /^(\d{4})-(\d{1,2})-(\d{1,2})(?:(?:[Tt_]|[ \t]+)(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,](\d*))?)?[ \t]*(?:([Zz])|([-+])(\d{1,2})(?::?(\d{2}))?)?)?$/;

/** Numbers above this are milliseconds, not seconds: the year 2603 in seconds. */
const SECONDS_LIMIT = 2e10;
const EARLIEST_MS = new Date(0).setUTCFullYear(1, 0, 1);
const LATEST_MS = Date.UTC(10000, 0, 1);

const pad = (value: number, width = 2): string => String(value).padStart(width, '0');

function daysInMonth(year: number, month: number): number {
  if (month === 2) return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0 ? 29 : 28;
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}

/** Reads a date or date-time; one without a zone is UTC (docs/protocol/decisions.md, DataPipe 5). `null` = not a date. */
export function parseDateTime(text: string): DateTime | null {
  const match = DATE_TIME.exec(text);
  if (match === null) return null;
  const field = (index: number): number => Number(match[index] ?? 0);
  const [year, month, day] = [field(1), field(2), field(3)];
  const [hour, minute, second] = [field(4), field(5), field(6)];
  const [offsetHours, offsetMinutes] = [field(10), field(11)];
  if (year < 1 || month < 1 || month > 12 || day < 1 || day > daysInMonth(year, month)) return null;
  if (hour > 23 || minute > 59 || second > 59 || offsetHours > 23 || offsetMinutes > 59) return null;

  const micros = Number((match[7] ?? '').slice(0, 6).padEnd(6, '0'));
  const offset = (offsetHours * 60 + offsetMinutes) * (match[9] === '-' ? -1 : 1);
  const sign = offset < 0 ? '-' : '+';
  const zone = `${sign}${pad(Math.floor(Math.abs(offset) / 60))}:${pad(Math.abs(offset) % 60)}`;
  const fraction = micros === 0 ? '' : `.${pad(micros, 6)}`;
  const midnight = new Date(0).setUTCFullYear(year, month - 1, day);
  return {
    iso: `${pad(year, 4)}-${pad(month)}-${pad(day)}T${pad(hour)}:${pad(minute)}:${pad(second)}${fraction}${zone}`,
    ms: midnight + ((hour * 60 + minute - offset) * 60 + second) * 1000 + micros / 1000,
  };
}

/** Reads unix time (seconds, or milliseconds when too large for seconds). `null` = outside the years 1..9999. */
export function dateTimeFromUnix(value: number): DateTime | null {
  const ms = Math.abs(value) > SECONDS_LIMIT ? value : value * 1000;
  if (!(ms >= EARLIEST_MS && ms < LATEST_MS)) return null;
  const wholeSeconds = Math.floor(ms / 1000);
  const micros = Math.min(999_999, Math.round((ms - wholeSeconds * 1000) * 1000));
  const base = new Date(wholeSeconds * 1000).toISOString().slice(0, 19);
  return parseDateTime(`${base}${micros === 0 ? '' : `.${pad(micros, 6)}`}Z`);
}
