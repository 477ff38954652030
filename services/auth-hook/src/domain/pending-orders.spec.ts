import { PendingOrders } from './pending-orders';

const uuidsOf = (taken: readonly (readonly [string, number])[]) => taken.map(([uuid]) => uuid);

describe('PendingOrders', () => {
  it('gives each once, in the order in which they came', () => {
    const pending = new PendingOrders({ lifeMs: 100, most: 10 });
    pending.add(['a', 'b', 'a', 'c'], 0);
    expect(uuidsOf(pending.take(2, 1))).toEqual(['b', 'a']);
    expect(uuidsOf(pending.take(2, 1))).toEqual(['c']);
    expect(pending.size).toBe(0);
  });

  it('an order that comes while the same is under way is carried out too', () => {
    const pending = new PendingOrders({ lifeMs: 100, most: 10 });
    pending.add(['a'], 0);
    pending.take(1, 0);
    pending.add(['a'], 1);
    expect(uuidsOf(pending.take(1, 1))).toEqual(['a']);
  });

  it('what was given back waits behind the others, no longer than it is worth', () => {
    const pending = new PendingOrders({ lifeMs: 100, most: 10 });
    pending.add(['a', 'b'], 0);
    pending.giveBack(pending.take(1, 50));
    expect(uuidsOf(pending.take(10, 99))).toEqual(['b', 'a']);
    pending.add(['a'], 0);
    expect(pending.take(10, 100)).toEqual([]);
  });

  it('is bounded: the oldest give way', () => {
    const pending = new PendingOrders({ lifeMs: 100, most: 2 });
    pending.add(['a', 'b', 'c'], 0);
    expect(uuidsOf(pending.take(10, 0))).toEqual(['b', 'c']);
  });
});
