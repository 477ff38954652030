import { sideBySide } from './side-by-side';

describe('sideBySide', () => {
  it('keeps the order of results, and the number of those at work', async () => {
    let working = 0;
    let most = 0;
    const work = async (item: number) => {
      working += 1;
      most = Math.max(most, working);
      await new Promise((resolve) => setImmediate(resolve));
      working -= 1;
      return item * 2;
    };
    expect(await sideBySide([1, 2, 3, 4, 5, 6, 7], 3, work)).toEqual([2, 4, 6, 8, 10, 12, 14]);
    expect(most).toBe(3);
  });

  it('begins nothing more after a failure', async () => {
    const begun: number[] = [];
    const work = async (item: number) => {
      begun.push(item);
      if (item === 2) throw new Error('no');
      await new Promise((resolve) => setImmediate(resolve));
    };
    await expect(sideBySide([1, 2, 3, 4, 5, 6], 2, work)).rejects.toThrow('no');
    await new Promise((resolve) => setImmediate(resolve));
    expect(begun).toEqual([1, 2]);
  });
});
