import { describe, expect, it } from 'vitest';
import { standingOf } from './commits-between';

const branch = ['e', 'd', 'c', 'b', 'a'].map((commit) => ({ commit, summary: `Step ${commit}`, tag: null }));
const names = (standing: ReturnType<typeof standingOf>) =>
  'commits' in standing ? standing.commits.map(({ commit }) => commit).join('') : '';

describe('commits between two versions', () => {
  it('are those after the current one, up to the target', () => {
    const standing = standingOf(branch, 'b', 'd');
    expect(standing.kind).toBe('forward');
    expect(names(standing)).toBe('dc');
  });

  it('are those that go when the target is older', () => {
    const standing = standingOf(branch, 'd', 'b');
    expect(standing.kind).toBe('back');
    expect(names(standing)).toBe('dc');
  });

  it('are none when both are the same, known or not', () => {
    expect(standingOf(branch, 'c', 'c')).toEqual({ kind: 'same' });
    expect(standingOf([], 'x', 'x')).toEqual({ kind: 'same' });
  });

  it('cannot be told when one is not among them', () => {
    expect(standingOf(branch, 'x', 'd')).toEqual({ kind: 'elsewhere', missing: 'current' });
    expect(standingOf(branch, 'd', 'x')).toEqual({ kind: 'elsewhere', missing: 'target' });
    expect(standingOf(branch, 'x', 'y')).toEqual({ kind: 'elsewhere', missing: 'both' });
  });
});
