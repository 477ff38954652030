import { RepeatedLines } from './repeated-lines';

const WINDOW_MS = 10_000;

describe('lines that repeat themselves', () => {
  let lines: RepeatedLines;
  let told: number[];
  const admitted = (count: number, text = 'away', reason?: (index: number) => string) =>
    Array.from({ length: count }, (_, index) =>
      lines.admits({ text, reason: reason?.(index) }, (held) => told.push(held)),
    ).filter(Boolean).length;

  beforeEach(() => {
    jest.useFakeTimers();
    lines = new RepeatedLines();
    told = [];
  });
  afterEach(() => jest.useRealTimers());

  it('are written a few times, and then counted', () => {
    expect(admitted(1_000)).toBe(5);
    jest.advanceTimersByTime(WINDOW_MS);
    expect(told).toEqual([995]);
  });

  it('are only told of by their number while the flood goes on, and written again when it was over', () => {
    admitted(10);
    jest.advanceTimersByTime(WINDOW_MS);
    expect(admitted(7)).toBe(0);
    jest.advanceTimersByTime(WINDOW_MS);
    expect(told).toEqual([5, 7]);
    jest.advanceTimersByTime(WINDOW_MS);
    expect(admitted(1)).toBe(1);
    jest.advanceTimersByTime(WINDOW_MS);
    expect(told).toEqual([5, 7]);
  });

  it('are told apart by what they say and why, not by numbers and ids', () => {
    const id = (index: number) => `0c0a0bf6-1a3b-4c8e-9d21-${String(index).padStart(12, '0')}`;
    expect(admitted(100, 'away', (index) => `node ${id(index)} at line ${index}`)).toBe(5);
    expect(admitted(3, 'away', () => 'connection refused')).toBe(3);
    expect(admitted(3, 'refused', () => 'connection refused')).toBe(3);
  });

  it('take bounded memory, however many kinds there are', () => {
    for (let kind = 0; kind < 2_000; kind += 1) {
      const text = `${'x'.repeat(kind)}`;
      expect(admitted(1, text)).toBe(1);
    }
    expect((lines as unknown as { windows: Map<string, unknown> }).windows.size).toBe(500);
  });
});
