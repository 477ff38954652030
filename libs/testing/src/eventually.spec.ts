import { eventually } from './eventually';

describe('eventually', () => {
  it('gives the value of the first check that succeeds', async () => {
    const answers: Array<() => string | false | null> = [
      () => {
        throw new Error('not yet');
      },
      () => false,
      () => null,
      () => 'there',
    ];
    const value = await eventually(() => answers.shift()?.() ?? null, { intervalMs: 1 });
    expect([value, answers.length]).toEqual(['there', 0]);
  });

  it('takes a check without a value', async () => {
    await expect(eventually(() => expect(1).toBe(1))).resolves.toBeUndefined();
  });

  it('tells what was awaited and why it did not come', async () => {
    const check = () => {
      throw new Error('still empty');
    };
    await expect(eventually(check, { timeoutMs: 5, intervalMs: 1, what: 'The row' })).rejects.toThrow(
      /^The row did not come within 5 ms .*still empty$/,
    );
  });
});
