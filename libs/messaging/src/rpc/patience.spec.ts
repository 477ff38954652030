import { Patience } from './patience';

const DEADLINE_MS = 40;

describe('patience with the other side of a transfer', () => {
  let isOver: boolean;
  let patience: Patience | undefined;

  const wait = () => {
    isOver = false;
    patience = new Patience(DEADLINE_MS, () => (isOver = true));
    return patience;
  };
  afterEach(() => {
    patience?.end();
    jest.useRealTimers();
  });

  it('ends with a silence of the whole deadline, and not before', () => {
    jest.useFakeTimers();
    const waiting = wait();
    jest.advanceTimersByTime(DEADLINE_MS - 1);
    waiting.heard();
    jest.advanceTimersByTime(DEADLINE_MS);
    expect(isOver).toBe(false);
    jest.advanceTimersByTime(DEADLINE_MS / 2);
    expect(isOver).toBe(true);
  });

  it('does not take a standstill of this process for silence', async () => {
    wait();
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 5 * DEADLINE_MS);
    // The timers that are due by now come first.
    await new Promise((resolve) => setTimeout(resolve));
    expect(isOver).toBe(false);
  });
});
