/**
 * When each of so many devices connects, in milliseconds: `perSecond` of them in each second, each by chance within its
 * own share, as devices that were switched on one by one. 0 a second: all at once.
 */
export const connectTimes = (count: number, perSecond: number, random: () => number): number[] =>
  Array.from({ length: count }, (_, index) =>
    perSecond === 0 ? 0 : ((index + random()) * 1_000) / perSecond,
  );
