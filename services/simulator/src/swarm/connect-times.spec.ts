import { seededRandom } from '../device/random';
import { connectTimes } from './connect-times';

describe('connectTimes', () => {
  it('lets so many connect in each second, not in step', () => {
    const times = connectTimes(1_000, 100, seededRandom(1));
    const perSecond = Array.from({ length: 10 }, (_, second) =>
      times.filter((time) => Math.floor(time / 1_000) === second),
    );
    expect(perSecond.map((some) => some.length)).toEqual(Array(10).fill(100));
    const pauses = times.slice(1).map((time, index) => time - times[index]!);
    expect(new Set(pauses.map((pause) => Math.round(pause))).size).toBeGreaterThan(10);
  });

  it('is the same for the same seed', () => {
    expect(connectTimes(5, 10, seededRandom(7))).toEqual(connectTimes(5, 10, seededRandom(7)));
    expect(connectTimes(5, 10, seededRandom(7))).not.toEqual(connectTimes(5, 10, seededRandom(8)));
  });

  it('lets all connect at once when told so', () => {
    expect(connectTimes(3, 0, seededRandom(1))).toEqual([0, 0, 0]);
  });
});
