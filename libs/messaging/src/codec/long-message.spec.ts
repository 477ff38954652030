import { encodeLongMessage, isLong } from './long-message';
import { decodeMessage, encodeMessage } from './message-pack';

const element = (index: number) => ({
  index,
  name: `n${index}`,
  at: new Date(index),
  gone: undefined,
  none: null,
});
const list = (length: number) => Array.from({ length }, (_, index) => element(index));

describe('long messages', () => {
  it.each([1_001, 2_000, 2_001, 2_015, 2_016, 70_000])('say the same with a list of %i', async (length) => {
    const message = { id: 'x', missing: undefined, data: { result: { count: length, rows: list(length) } } };
    expect(isLong(message)).toBe(true);
    expect(decodeMessage(await encodeLongMessage(message))).toEqual(decodeMessage(encodeMessage(message)));
  });

  it.each([
    { data: { result: list(1_000) } },
    { data: { result: { row: { inner: list(1_001) } } } },
    { data: { result: new Uint8Array(5_000) } },
    null,
  ])('are those with many elements near the top', (message) => {
    expect(isLong(message)).toBe(false);
  });

  it('let other work run in between', async () => {
    let beats = 0;
    const timer = setInterval(() => (beats += 1));
    await encodeLongMessage({ rows: list(200_000) });
    clearInterval(timer);
    expect(beats).toBeGreaterThan(1);
  });
});
