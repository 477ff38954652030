import { describe, expect, it, vi } from 'vitest';
import { behindIn, dealWith, LETTERS_AT_ONCE } from './deal-with';
import { readable } from './readable';

describe('dealing with dead letters', () => {
  it('goes from the newest to the oldest once, whatever fails again meanwhile', async () => {
    let letters = [9, 7, 5, 3, 1];
    const told: number[] = [];
    const dealt: string[] = [];
    const outcome = await dealWith({
      idsBehind: async (id) =>
        letters
          .filter((letter) => id === null || letter < Number(id))
          .slice(0, 2)
          .map(String),
      deal: async (ids) => {
        dealt.push(...ids);
        letters = [Math.max(...letters, 9) + 1, ...letters.filter((letter) => !ids.includes(String(letter)))];
        return ids.length;
      },
      tell: (count) => told.push(count),
    });
    expect(outcome).toEqual({ count: 5, isAll: true });
    expect(dealt).toEqual(['9', '7', '5', '3', '1']);
    expect(told).toEqual([2, 4, 5]);
  });

  it('takes known ones in parts, and counts only those that were still there', async () => {
    const ids = Array.from({ length: LETTERS_AT_ONCE + 1 }, (_, index) => String(index));
    const deal = vi.fn(async (part: readonly string[]) => (part.length === 1 ? 0 : part.length));
    const outcome = await dealWith({ idsBehind: behindIn(ids), deal, tell: () => undefined });
    expect(deal.mock.calls.map(([part]) => part.length)).toEqual([LETTERS_AT_ONCE, 1]);
    expect(outcome).toEqual({ count: LETTERS_AT_ONCE, isAll: true });
  });

  it('stops at the first failure', async () => {
    const deal = async () => null;
    const tell = vi.fn();
    expect(await dealWith({ idsBehind: behindIn(['1']), deal, tell })).toEqual({ count: 0, isAll: false });
    expect(await dealWith({ idsBehind: async () => null, deal, tell })).toEqual({ count: 0, isAll: false });
    expect(tell).not.toHaveBeenCalled();
  });
});

it('a payload is readable, also one that was cut', () => {
  expect(readable('{"a":1}')).toBe('{\n  "a": 1\n}');
  expect(readable('{"a":1,"b…')).toBe('{"a":1,"b…');
});
