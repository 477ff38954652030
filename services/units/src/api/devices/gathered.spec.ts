import { Gathered } from './gathered';

describe('Gathered', () => {
  it('begins at once, and takes what comes meanwhile together, in order and not too much of it', async () => {
    const rounds: number[][] = [];
    const gathered = new Gathered<number>(3, async (items) => void rounds.push([...items]));
    await Promise.all([1, 2, 3, 4, 5].map((item) => gathered.add(item)));
    await gathered.add(6);
    expect(rounds).toEqual([[1], [2, 3, 4], [5], [6]]);
  });

  it('lets nobody fail for another one', async () => {
    const gathered = new Gathered<number>(10, async (items) => {
      if (items.includes(2)) throw new Error(`no ${items.join()}`);
    });
    const results = await Promise.allSettled([1, 2, 3].map((item) => gathered.add(item)));
    expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    expect(results[1]).toMatchObject({ reason: new Error('no 2') });
    await expect(gathered.add(4)).resolves.toBeUndefined();
  });
});
