import { FramePace } from './frame-pace';

describe('FramePace', () => {
  it('lets the first frames go at once', () => {
    expect(new FramePace().waitMs(0)).toBe(0);
  });

  it('waits the longer the more there is, within bounds', () => {
    const pace = new FramePace();
    const waits = [1, 160, 100_000].map((messages) => {
      pace.left(messages, 1_000);
      return pace.waitMs(1_000);
    });
    expect(waits[0]).toBeCloseTo(5, 0);
    expect(waits[1]).toBeCloseTo(15, 0);
    expect(waits[2]).toBe(50);
  });

  it('owes nothing for a silence', () => {
    const pace = new FramePace();
    pace.left(1_000, 1_000);
    expect(pace.waitMs(2_000)).toBe(0);
  });
});
