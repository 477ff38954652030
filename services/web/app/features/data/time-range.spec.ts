import { describe, expect, it } from 'vitest';
import { boundsOf, moved, readRange, writeRange, zoomed } from './time-range';

describe('a range of time', () => {
  it.each(['1h', '24h', '7d', '30d', 'all', '1000-61000'])('%s is read as it was written', (text) => {
    expect(writeRange(readRange(text)!)).toBe(text);
  });

  it.each([undefined, '', '5h', '9-3', 'x-y', '1-', 12])('%j is none', (text) => {
    expect(readRange(text)).toBeUndefined();
  });

  it('is asked for by the clock of the instance when it ends now', () => {
    expect(boundsOf('7d')).toEqual({ relativeTime: '7d' });
    expect(boundsOf('all')).toEqual({});
    expect(boundsOf({ fromMs: 0, toMs: 1_000 })).toEqual({
      startCreateDatetime: '1970-01-01T00:00:00.000Z',
      endCreateDatetime: '1970-01-01T00:00:01.000Z',
    });
  });

  it('zooms around its middle and moves by half of itself, never shorter than a second', () => {
    const window = { fromMs: 10_000, toMs: 20_000 };
    expect(zoomed(window, 0.5)).toEqual({ fromMs: 12_500, toMs: 17_500 });
    expect(zoomed(window, 2)).toEqual({ fromMs: 5_000, toMs: 25_000 });
    expect(zoomed({ fromMs: 1_000, toMs: 2_000 }, 0.5)).toEqual({ fromMs: 1_000, toMs: 2_000 });
    expect(moved(window, -1)).toEqual({ fromMs: 5_000, toMs: 15_000 });
  });
});
