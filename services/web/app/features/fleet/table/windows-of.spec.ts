import { describe, expect, it } from 'vitest';
import { windowsOf } from './windows-of';

const lines = (...indexes: number[]) => indexes.map((index) => ({ index }));

describe('windows in view', () => {
  it('are those of the lines in view, at a border two', () => {
    expect(windowsOf(lines(98, 99, 100), 100)).toEqual([
      { window: 0, lines: lines(98, 99) },
      { window: 1, lines: lines(100) },
    ]);
  });

  it('are none when no line is', () => {
    expect(windowsOf([], 100)).toEqual([]);
  });
});
