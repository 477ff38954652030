const FORM = /^\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2}(?:\.\d{1,6})?$/;
const LATEST_MS = Date.UTC(2299, 11, 31);
const WHOLE_SECONDS = 'YYYY-MM-DD HH:MM:SS'.length;

/**
 * `YYYY-MM-DD HH:MM:SS[.ffffff]`, in UTC, as unix milliseconds, maybe with a fraction (docs/protocol/datapipe.md 3.4).
 * `null` = not such a time, or before 1970 or after 2299, which the telemetry store cannot hold.
 */
export function parseCsvDateTime(text: string): number | null {
  if (!FORM.test(text)) return null;
  const year = 100 * twoDigits(text, 0) + twoDigits(text, 2);
  const [month, day, hour] = [twoDigits(text, 5), twoDigits(text, 8), twoDigits(text, 11)];
  const [minute, second] = [twoDigits(text, 14), twoDigits(text, 17)];
  if (year < 1970 || month < 1 || month > 12 || hour > 23 || minute > 59 || second > 59) return null;
  const midnight = Date.UTC(year, month - 1, day);
  // A day that the month does not have is one of the next month.
  if (new Date(midnight).getUTCDate() !== day) return null;
  const ms = midnight + ((hour * 60 + minute) * 60 + second) * 1000 + fractionMs(text);
  return ms < LATEST_MS ? ms : null;
}

const digit = (text: string, at: number): number => text.charCodeAt(at) - 48;
const twoDigits = (text: string, at: number): number => 10 * digit(text, at) + digit(text, at + 1);

function fractionMs(text: string): number {
  let micros = 0;
  let worth = 100_000;
  for (let at = WHOLE_SECONDS + 1; at < text.length; at += 1, worth /= 10) micros += worth * digit(text, at);
  return micros / 1000;
}
