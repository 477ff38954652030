const DAY_SECONDS = 86_400;
const MONTH_SECONDS = 28 * DAY_SECONDS;

const isMidnight = (time: Date): boolean =>
  time.getHours() === 0 && time.getMinutes() === 0 && time.getSeconds() === 0;

/** Words under a time axis, in the browser's zone: days where a day begins, else the time. */
export const timeLabels = (language: string, seconds: readonly number[], stepSeconds: number): string[] => {
  const month = new Intl.DateTimeFormat(language, { month: 'short', year: 'numeric' });
  const day = new Intl.DateTimeFormat(language, { day: 'numeric', month: 'short' });
  const clock = new Intl.DateTimeFormat(language, {
    hourCycle: 'h23',
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

const MOST_DIGITS = 12;

/** Decimals of a step, such as 2 for 0.25. */
const digitsOf = (step: number): number => {
  for (let digits = 0; digits < MOST_DIGITS; digits += 1) {
    const whole = step * 10 ** digits;
    if (Math.abs(whole - Math.round(whole)) < 1e-6 * Math.abs(whole)) return digits;
  }
  return MOST_DIGITS;
};

/** Numbers of a value axis: as many digits as tell one line from the next. */
export const valueLabels = (language: string, values: readonly number[], step: number): string[] => {
  const format = new Intl.NumberFormat(language, {
    maximumFractionDigits: digitsOf(step),
    ...(Math.max(...values.map(Math.abs)) >= 1e6 ? { notation: 'compact', maximumFractionDigits: 2 } : {}),
  });
  return values.map((value) => format.format(value));
};
