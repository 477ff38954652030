import { ReconnectPause } from './reconnect-pause';

describe('ReconnectPause', () => {
  it('doubles up to its limit and begins anew after a success', () => {
    const pause = new ReconnectPause({ firstMs: 100, longestMs: 1_000, random: () => 1 });
    expect(Array.from({ length: 6 }, () => pause.next())).toEqual([100, 200, 400, 800, 1_000, 1_000]);
    pause.reset();
    expect(pause.next()).toBe(100);
  });

  it('lies anywhere between half of it and all of it', () => {
    const pauses = [0, 0.5, 1].map((random) =>
      new ReconnectPause({ firstMs: 100, random: () => random }).next(),
    );
    expect(pauses).toEqual([50, 75, 100]);
  });

  it('stays finite however long it takes', () => {
    const pause = new ReconnectPause({ random: () => 1 });
    for (let i = 0; i < 5_000; i += 1) expect(pause.next()).toBeLessThanOrEqual(30_000);
  });
});
