/** The time of a day in UTC, in which documents and windows count; milliseconds only where there are some. */
export const clock = (ms: number): string =>
  new Date(ms)
    .toISOString()
    .slice(11, 23)
    .replace(/\.000$/, '');
