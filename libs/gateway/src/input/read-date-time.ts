const ISO =
  /^(\d{4})-(\d{2})-(\d{2})(?:[T ](\d{2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?\s*(Z|[+-]\d{2}(?::?\d{2})?)?)?$/i;
const NUMBER = /^[+-]?\d+(?:\.\d+)?$/;

/** Numbers above this are milliseconds, as in the protocol's first implementation. */
const LARGEST_SECONDS = 2e10;
const LARGEST_TIME = 8.64e15;

const fromEpoch = (amount: number): Date | null => {
  const milliseconds = Math.abs(amount) > LARGEST_SECONDS ? amount : amount * 1000;
  return Math.abs(milliseconds) <= LARGEST_TIME ? new Date(milliseconds) : null;
};

const offsetMs = (zone: string | undefined): number | null => {
  if (!zone || zone.toUpperCase() === 'Z') return 0;
  const digits = zone.slice(1).replace(':', '').padEnd(4, '0');
  const [hours, minutes] = [Number(digits.slice(0, 2)), Number(digits.slice(2))];
  if (hours > 23 || minutes > 59) return null;
  return (zone.startsWith('-') ? -1 : 1) * (hours * 60 + minutes) * 60_000;
};

/**
 * A point in time: ISO 8601 with or without zone (without: UTC), a date alone, or an epoch in seconds or milliseconds
 * (`docs/protocol/rest-graphql.md 1.6`). Digits beyond milliseconds are cut off. Null for anything else, also for days
 * that no calendar has.
 */
export const readDateTime = (given: string | number): Date | null => {
  if (typeof given === 'number') return Number.isFinite(given) ? fromEpoch(given) : null;
  if (NUMBER.test(given)) return fromEpoch(Number(given));
  const match = ISO.exec(given.trim());
  const shift = match && offsetMs(match[8]);
  if (!match || shift === null) return null;
  const [year, month, day, hour, minute, second] = match.slice(1, 7).map((part) => Number(part ?? 0)) as [
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  const milliseconds = Number((match[7] ?? '').slice(0, 3).padEnd(3, '0'));
  const local = new Date(Date.UTC(2000, month - 1, day, hour, minute, second, milliseconds));
  local.setUTCFullYear(year, month - 1, day);
  const isReal =
    local.getUTCMonth() === month - 1 &&
    local.getUTCDate() === day &&
    hour < 24 &&
    minute < 60 &&
    second < 60;
  return isReal ? new Date(local.getTime() - shift) : null;
};
