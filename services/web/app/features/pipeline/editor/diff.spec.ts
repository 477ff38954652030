import { describe, expect, it } from 'vitest';
import { diffLines } from './diff';

const SIGNS = { same: ' ', removed: '-', added: '+' };
const shown = (before: string, after: string): string[] =>
  diffLines(before, after).map(({ kind, text }) => SIGNS[kind] + text);

describe('comparison of two documents', () => {
  it('equal ones have no change', () => {
    expect(shown('a\nb\n', 'a\nb')).toEqual([' a', ' b']);
  });

  it('a changed line is taken out and put in', () => {
    expect(shown('a\nb\nc', 'a\nx\nc')).toEqual([' a', '-b', '+x', ' c']);
  });

  it('finds what moved between changes', () => {
    expect(shown('a\nb\nc\nd', 'b\nx\nd\ne')).toEqual(['-a', ' b', '-c', '+x', ' d', '+e']);
  });

  it('lines that recur are not counted twice', () => {
    expect(shown('a\na', 'a\na\na')).toEqual([' a', ' a', '+a']);
  });
});
