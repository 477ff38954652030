const DAY_SECONDS = 86_400;
const MONTH_SECONDS = 28 * DAY_SECONDS;

const isMidnight = (time: Date): boolean =>
  time.getHours() === 0 && time.getMinutes() === 0 && time.getSeconds() === 0;

/** Words under a time axis, in the browser's zone: days where a day begins, else the time. */
export const timeLabels = (language: string, seconds: readonly number[], stepSeconds: number): string[] => {
  const month = new Intl.DateTimeFormat(language, { month: 'short', year: 'numeric' });
  const day = new Intl.DateTimeFormat(language, { day: 'numeric', month: 'short' });
  const clock = new Intl.DateTimeFormat(language, {
    hour: '2-digit',
    minute: '2-digit',
    ...(stepSeconds < 60 ? { second: '2-digit' } : {}),
  });
  return seconds.map((each) => {
    const time = new Date(each * 1_000);
    if (stepSeconds >= MONTH_SECONDS) return month.format(time);
    return stepSeconds >= DAY_SECONDS || isMidnight(time) ? day.format(time) : clock.format(time);
  });
};

/** Numbers of a value axis: as many digits as tell one line from the next. */
export const valueLabels = (language: string, values: readonly number[], step: number): string[] => {
  const digits = Math.min(12, Math.max(0, Math.ceil(-Math.log10(step || 1))));
  const format = new Intl.NumberFormat(language, {
    maximumFractionDigits: digits,
    ...(Math.max(...values.map(Math.abs)) >= 1e6 ? { notation: 'compact', maximumFractionDigits: 2 } : {}),
  });
  return values.map((value) => format.format(value));
};
