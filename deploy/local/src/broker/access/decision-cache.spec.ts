import { DecisionCache } from './decision-cache';

describe('DecisionCache', () => {
  it('forgets the oldest when full, everything after its time, and all when cleared', () => {
    jest.useFakeTimers({ now: 0 });
    const cache = new DecisionCache(2, 1000);
    cache.set('a', true);
    cache.set('b', false);
    cache.set('c', true);
    expect(['a', 'b', 'c'].map((key) => cache.get(key))).toEqual([undefined, false, true]);
    jest.setSystemTime(1000);
    expect(cache.get('b')).toBeUndefined();
    cache.set('d', true);
    cache.clear();
    expect([cache.get('d'), cache.generation]).toEqual([undefined, 1]);
    jest.useRealTimers();
  });
});
