import { readTime } from '../../ui/read-time';
import type { HistoryPointsQuery } from './data.generated';

/** What happened in a piece of time: one value, or many as their bounds and mean. */
export interface ChartPoint {
  readonly ms: number;
  readonly min: number;
  readonly max: number;
  readonly avg: number;
  readonly count: number;
}

type Bucket = HistoryPointsQuery['getPipeDataPoints']['points'][number];

/** Buckets of the API at the middle of their time; those without numbers are left out. */
export const pointsOf = (buckets: readonly Bucket[]): ChartPoint[] =>
  buckets.flatMap(({ startDatetime, endDatetime, count, min, max, avg }) => {
    if (min === null || max === null || avg === null) return [];
    const [start, end] = [readTime(startDatetime).getTime(), readTime(endDatetime).getTime()];
    // A single value lies somewhere in its bucket: its beginning is as good, and is where an open end begins.
    return [{ ms: count === 1 ? start : Math.round((start + end) / 2), min, max, avg, count }];
  });

export const pointAt = (ms: number, value: number): ChartPoint => ({
  ms,
  min: value,
  max: value,
  avg: value,
  count: 1,
});

/** What was and what came since, in the order of time: the last bucket stands before what came while it was not over. */
export const joined = (past: readonly ChartPoint[], tail: readonly ChartPoint[]): readonly ChartPoint[] => {
  const [last, first] = [past.at(-1), tail[0]];
  if (!last || !first || last.ms < first.ms) return [...past, ...tail];
  return [...past.slice(0, -1), { ...last, ms: first.ms - 1 }, ...tail];
};

/** How wide a bucket of an answer is; 0 without any. */
export const bucketMsOf = (buckets: readonly Bucket[]): number => {
  const [first] = buckets;
  return first ? readTime(first.endDatetime).getTime() - readTime(first.startDatetime).getTime() : 0;
};

const TIMES_USUAL = 5;
const BUCKETS = 3;

const median = (numbers: number[]): number =>
  numbers.sort((one, other) => one - other)[Math.floor(numbers.length / 2)] ?? 0;

/** From how long on nothing coming is a gap: much longer than what is usual here. */
export const gapMsOf = (points: readonly ChartPoint[], bucketMs: number): number => {
  const steps = points.slice(1).map((point, index) => point.ms - points[index]!.ms);
  return Math.max(TIMES_USUAL * median(steps), BUCKETS * bucketMs, 1);
};

/** Times in seconds, then columns of values; `null` begins a gap. */
export type ChartTable = [times: number[], ...columns: (number | null)[][]];

/** A series as columns mean, lowest, highest, with gaps where nothing came for long. */
export const tableOf = (points: readonly ChartPoint[], gapMs: number): ChartTable => {
  const table: ChartTable = [[], [], [], []];
  const [times, avg, min, max] = table as [number[], ...(number | null)[][]] as [
    number[],
    (number | null)[],
    (number | null)[],
    (number | null)[],
  ];
  let before = -Infinity;
  for (const point of points) {
    if (before !== -Infinity && point.ms - before > gapMs) {
      times.push((before + 1) / 1_000);
      for (const column of [avg, min, max]) column.push(null);
    }
    times.push(point.ms / 1_000);
    avg.push(point.avg);
    min.push(point.min);
    max.push(point.max);
    before = point.ms;
  }
  return table;
};

/** Places of values that have a gap on both sides: no line leads there, so that each needs a dot of its own. */
export const isolated = (column: readonly (number | null | undefined)[]): number[] => {
  const told = [...column.entries()].filter(([, value]) => value !== undefined);
  return told.flatMap(([index, value], at) => {
    const isAlone = (told[at - 1]?.[1] ?? null) === null && (told[at + 1]?.[1] ?? null) === null;
    return value !== null && isAlone ? [index] : [];
  });
};

/** What a series amounts to, in words and numbers. */
export interface ChartFacts {
  readonly min: number;
  readonly max: number;
  readonly avg: number;
  readonly last: ChartPoint;
  readonly count: number;
}

/** `null` where there is nothing. */
export const factsOf = (points: readonly ChartPoint[]): ChartFacts | null => {
  const last = points.at(-1);
  if (!last) return null;
  const count = points.reduce((sum, point) => sum + point.count, 0);
  return {
    min: points.reduce((least, point) => Math.min(least, point.min), Infinity),
    max: points.reduce((most, point) => Math.max(most, point.max), -Infinity),
    avg: points.reduce((sum, point) => sum + (point.avg / count) * point.count, 0),
    last,
    count,
  };
};
