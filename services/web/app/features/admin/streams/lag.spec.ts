import { describe, expect, it } from 'vitest';
import { byTrouble, growing, MOST_READINGS } from './lag';

const readings = (lagAt: (index: number) => Record<string, number>) =>
  Array.from({ length: MOST_READINGS }, (_, at) => ({ at, value: new Map(Object.entries(lagAt(at))) }));

describe('lags', () => {
  it('names what falls behind, not what is behind or new', () => {
    const seen = readings((index) => ({ falls: index * 10, behind: 500, ...(index > 4 && { new: 9 }) }));
    expect([...growing(seen)]).toEqual(['falls']);
    expect([...growing(seen.slice(1))]).toEqual([]);
    expect([...growing([])]).toEqual([]);
  });

  it('what falls behind comes first, then what is behind most', () => {
    const lags = [
      { name: 'none', lag: 0 },
      { name: 'most', lag: 90 },
      { name: 'falls', lag: 10 },
    ];
    const order = byTrouble<(typeof lags)[number]>(
      ({ name }) => name,
      ({ lag }) => lag,
      new Set(['falls']),
    );
    expect([...lags].sort(order).map(({ name }) => name)).toEqual(['falls', 'most', 'none']);
  });
});
