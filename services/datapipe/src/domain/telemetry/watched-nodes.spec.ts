import { randomUUID } from 'node:crypto';
import { toNodeKey } from '@unitfleet/contracts';
import { WatchedNodes } from './watched-nodes';

describe('nodes that somebody watches', () => {
  const [one, other] = [randomUUID(), randomUUID()];
  const keys = [toNodeKey(one), toNodeKey(other)];

  it('are new once', () => {
    const watched = new WatchedNodes(30_000);
    expect(watched.has(keys[0]!)).toBe(false);
    expect(watched.name([one], 0)).toEqual([keys[0]]);
    expect(watched.name([one, other], 10_000)).toEqual([keys[1]]);
    expect(keys.map((key) => watched.has(key))).toEqual([true, true]);
  });

  it('are forgotten when nobody names them any more', () => {
    const watched = new WatchedNodes(30_000);
    watched.name([one, other], 0);
    watched.name([other], 20_000);
    watched.forget(40_000);
    expect(keys.map((key) => watched.has(key))).toEqual([false, true]);
    expect(watched.name([one], 41_000)).toEqual([keys[0]]);
    watched.forget(100_000);
    expect(keys.map((key) => watched.has(key))).toEqual([false, false]);
  });

  it('are bounded', () => {
    const watched = new WatchedNodes(30_000);
    const many = Array.from({ length: 100_000 }, (_, index) => `${index}`.padStart(32, '0'));
    expect(watched.name(many, 0)).toHaveLength(100_000);
    expect(watched.name([one], 0)).toEqual([]);
    expect(watched.has(keys[0]!)).toBe(false);
  });
});
