import { DomainError } from '@unitfleet/contracts';

const GRAMMAR = /^(-?\d{1,9})([smhdMy])$/;
const MILLISECONDS = { s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 } as const;
/** ClickHouse stores times from 1900 to 2299. */
const EARLIEST_MS = Date.UTC(1900, 0, 1);
const LATEST_MS = Date.UTC(2299, 0, 1);

const monthsBefore = (nowMs: number, months: number): number => {
  const now = new Date(nowMs);
  const month = now.getUTCMonth() - months;
  const lastDay = new Date(Date.UTC(now.getUTCFullYear(), month + 1, 0)).getUTCDate();
  const start = Date.UTC(now.getUTCFullYear(), month, Math.min(now.getUTCDate(), lastDay));
  return start + (nowMs % MILLISECONDS.d);
};

/**
 * The point in time that lies so far back (`docs/protocol/datapipe.md 3.1`): `<int><unit>` with unit `s m h d M y`;
 * months and years are the calendar's, a day that a month does not have becomes its last. Negative ones lie ahead.
 *
 * @throws DomainError `Validation` for anything else.
 */
export const relativeTimeToMs = (text: string, nowMs: number): number => {
  const match = GRAMMAR.exec(text);
  if (!match)
    throw new DomainError('Validation', `relative_time: ${JSON.stringify(text)} is not <int><s|m|h|d|M|y>`);
  const [amount, unit] = [Number(match[1]), match[2] as 's' | 'm' | 'h' | 'd' | 'M' | 'y'];
  const ms =
    unit === 'M' || unit === 'y'
      ? monthsBefore(nowMs, unit === 'y' ? amount * 12 : amount)
      : nowMs - amount * MILLISECONDS[unit];
  if (Number.isNaN(ms)) return amount > 0 ? EARLIEST_MS : LATEST_MS;
  return Math.min(LATEST_MS, Math.max(EARLIEST_MS, ms));
};
