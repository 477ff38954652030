import { describe, expect, it } from 'vitest';
import { factsOf, gapMsOf, isolated, joined, pointAt, pointsOf, tableOf } from './chart-points';

const bucket = (second: number, values: [number, number, number] | null, count = 2) => ({
  startDatetime: `2026-01-02T03:04:${String(second).padStart(2, '0')}`,
  endDatetime: `2026-01-02T03:04:${String(second + 2).padStart(2, '0')}`,
  count,
  min: values?.[0] ?? null,
  avg: values?.[1] ?? null,
  max: values?.[2] ?? null,
});

describe('points of a chart', () => {
  it('stand in the middle of their bucket, in UTC; a value alone where its bucket begins', () => {
    const [first, second] = pointsOf([bucket(0, [1, 2, 3]), bucket(4, [5, 5, 5], 1)]);
    expect(first).toEqual({ ms: Date.UTC(2026, 0, 2, 3, 4, 1), min: 1, avg: 2, max: 3, count: 2 });
    expect(second?.ms).toBe(Date.UTC(2026, 0, 2, 3, 4, 4));
  });

  it('leave out buckets without a number', () => {
    expect(pointsOf([bucket(0, null)])).toEqual([]);
  });

  it('are interrupted where nothing came for long', () => {
    const points = [1_000, 2_000, 3_000, 60_000, 61_000].map((ms) => pointAt(ms, ms / 1_000));
    const [times, avg] = tableOf(points, gapMsOf(points, 500));
    expect(times).toEqual([1, 2, 3, 3.001, 60, 61]);
    expect(avg).toEqual([1, 2, 3, null, 60, 61]);
  });

  it('are not interrupted where values are rare, but regular', () => {
    const points = [0, 60_000, 120_000, 180_000].map((ms) => pointAt(ms, 1));
    expect(tableOf(points, gapMsOf(points, 100))[0]).toHaveLength(4);
  });

  it('stay in order where something came before the last bucket was over', () => {
    const past = [pointAt(1_000, 1), pointAt(9_000, 2)];
    expect(joined(past, [pointAt(8_000, 3)]).map(({ ms }) => ms)).toEqual([1_000, 7_999, 8_000]);
    expect(joined(past, [pointAt(9_500, 3)]).map(({ ms }) => ms)).toEqual([1_000, 9_000, 9_500]);
    expect(joined([], past)).toEqual(past);
  });

  it('are alone where no line leads', () => {
    expect(isolated([1, 2, null, 3, undefined, null, 4, 5, null, 6])).toEqual([3, 9]);
    expect(isolated([undefined, 7, undefined])).toEqual([1]);
  });

  it('are summed up by how many values they stand for', () => {
    const facts = factsOf([
      { ms: 1, min: 0, avg: 1, max: 4, count: 3 },
      { ms: 2, min: 5, avg: 5, max: 5, count: 1 },
    ]);
    expect(facts).toMatchObject({ min: 0, max: 5, avg: 2, count: 4, last: { avg: 5 } });
    expect(factsOf([])).toBeNull();
  });
});
