import { Turns } from './turns';

describe('turns', () => {
  const settled = () => new Promise((resolve) => setImmediate(resolve));

  const taker = (turns: Turns) => {
    const over = new AbortController();
    const taken: boolean[] = [];
    void turns.take(over.signal).then((has) => taken.push(has));
    return { taken, end: () => over.abort() };
  };

  it('are had until they are over, and then by those who wait, in their order', async () => {
    const turns = new Turns(2);
    const [first, second, third, fourth] = [taker(turns), taker(turns), taker(turns), taker(turns)];
    await settled();
    expect([first, second, third, fourth].map(({ taken }) => taken)).toEqual([[true], [true], [], []]);
    second.end();
    await settled();
    expect([third.taken, fourth.taken]).toEqual([[true], []]);
    first.end();
    await settled();
    expect(fourth.taken).toEqual([true]);
  });

  it('are not for those who are over before they come', async () => {
    const turns = new Turns(1);
    expect(await turns.take(AbortSignal.abort())).toBe(false);
    const [first, second, third] = [taker(turns), taker(turns), taker(turns)];
    second.end();
    await settled();
    expect(second.taken).toEqual([false]);
    first.end();
    await settled();
    expect(third.taken).toEqual([true]);
  });

  it('come back from those who are over in the moment in which theirs comes', async () => {
    const turns = new Turns(1);
    const [first, second, third] = [taker(turns), taker(turns), taker(turns)];
    first.end();
    second.end();
    await settled();
    expect(third.taken).toEqual([true]);
    third.end();
    expect(await turns.take(new AbortController().signal)).toBe(true);
  });
});
