import { describe, expect, it } from 'vitest';
import type { RunStep } from '../check/work';
import { numberMessages, rowAfterKey, writePicks } from './picks';

const step = (payload: string | null, pipeline: string | null = null): RunStep => ({
  pipeline,
  payload,
  timeMs: Date.parse('2026-01-02T03:00:00Z'),
  drop: null,
  stored: null,
});

describe('picked messages of a run', () => {
  const steps = [
    step('1'),
    step('1', 'minutes'),
    step(null, 'minutes'),
    step('two\nlines'),
    step('two\nlines', 'minutes'),
    step('3'),
    step('3', 'minutes'),
  ];
  const numbers = numberMessages(steps);

  it('a message is one, however many pipelines it goes through; rows of windows are none', () => {
    expect(steps.map((one) => numbers.get(one))).toEqual([0, 0, undefined, 1, 1, 2, 2]);
  });

  it('are written once each in the order of the run', () => {
    expect(writePicks(numbers, new Set([2, 0]))).toEqual({
      text: '2026-01-02T03:00:00.000Z 1\n2026-01-02T03:00:00.000Z 3',
      leftOut: 0,
    });
  });

  it('those that no line can hold are counted', () => {
    expect(writePicks(numbers, new Set([1, 2]))).toEqual({ text: '2026-01-02T03:00:00.000Z 3', leftOut: 1 });
  });

  it('keys lead from one that can be picked to the next', () => {
    const rows = [0, 1, 3, 4];
    expect(['ArrowDown', 'ArrowUp', 'Home', 'End', 'a'].map((key) => rowAfterKey(key, rows, 3))).toEqual([
      4,
      1,
      0,
      4,
      null,
    ]);
    expect(rowAfterKey('ArrowDown', rows, 4)).toBeNull();
    expect(rowAfterKey('ArrowUp', rows, 0)).toBeNull();
  });
});
