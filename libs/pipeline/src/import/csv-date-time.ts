import { parseDateTime } from '../parse/date-time';

const FORM = /^\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2}(?:\.\d{1,6})?$/;
const LATEST_MS = Date.UTC(2299, 11, 31);

/**
 * `YYYY-MM-DD HH:MM:SS[.ffffff]`, in UTC, as unix milliseconds, maybe with a fraction (docs/protocol/datapipe.md 3.4).
 * `null` = not such a time, or before 1970 or after 2299, which the telemetry store cannot hold.
 */
export function parseCsvDateTime(text: string): number | null {
  const read = FORM.test(text) ? parseDateTime(text) : null;
  return read !== null && read.ms >= 0 && read.ms < LATEST_MS ? read.ms : null;
}
