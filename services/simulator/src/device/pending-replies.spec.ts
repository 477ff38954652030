import { PendingReplies } from './pending-replies';

describe('PendingReplies', () => {
  it('knows who has waited longest, and what was lost', () => {
    const pending = new PendingReplies<string>();
    expect([pending.size, pending.oldest]).toEqual([0, Infinity]);
    pending.add(1, 100, 'first');
    pending.add(2, 200, 'second');
    pending.add(3, 300, 'third');
    expect(pending.take(1)).toEqual({ at: 100, what: 'first' });
    expect(pending.take(1)).toBeNull();
    expect([pending.size, pending.oldest]).toEqual([2, 200]);
    expect(pending.clear()).toEqual(['second', 'third']);
    expect(pending.size).toBe(0);
  });
});
