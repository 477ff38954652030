import { replayWindowMs } from './replay-window';

describe('replayWindowMs', () => {
  it.each([
    [0, 1_000],
    [0.5, 1_000],
    [0.7, 500],
    [0.9, 0],
    [1, 0],
  ])('of a stream that is filled to %p, keeps %p of 1000 ms', (filled, kept) => {
    expect(replayWindowMs(1_000, filled)).toBe(kept);
  });
});
