import { Histogram } from './histogram';

const of = (...times: number[]): Histogram => {
  const histogram = new Histogram();
  times.forEach((time) => histogram.add(time));
  return histogram;
};

describe('Histogram', () => {
  it('knows quantiles to within a few percent', () => {
    const histogram = of(...Array.from({ length: 1_000 }, (_, index) => index + 1));
    for (const [share, time] of [
      [0.5, 500],
      [0.99, 990],
      [1, 1_000],
    ] as const) {
      expect(histogram.quantile(share)! / time).toBeGreaterThanOrEqual(1);
      expect(histogram.quantile(share)! / time).toBeLessThan(1.023);
    }
  });

  it('adds up what several have seen', () => {
    const sum = of(1, 1, 1);
    sum.merge(of(100).snapshot());
    expect(sum.count).toBe(4);
    expect(sum.quantile(0.75)).toBeCloseTo(1, 1);
    expect(sum.quantile(1)!).toBeGreaterThan(99);
  });

  it('has nothing to say of nothing, and takes times that are none', () => {
    expect(of().quantile(0.5)).toBeNull();
    expect(of(0, -1).quantile(1)).toBeLessThan(0.1);
  });
});
