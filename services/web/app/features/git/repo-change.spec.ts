import { expect, it } from 'vitest';
import { changeOfRepo, repoFault, settled, type RepoSettings } from './repo-change';

const before: RepoSettings = {
  name: 'thermometer',
  visibilityLevel: 'PUBLIC',
  defaultBranch: 'main',
  defaultCommit: null,
  isAutoUpdateRepo: true,
  isOnlyTagUpdate: true,
  isCompilableRepo: false,
};

it('only what changed is sent', () => {
  expect(changeOfRepo(before, before)).toEqual({});
  expect(changeOfRepo(before, { ...before, name: 'other', isOnlyTagUpdate: false })).toEqual({
    name: 'other',
    isOnlyTagUpdate: false,
  });
});

it('a Repo that stays at a commit names branch and commit', () => {
  const now = { ...before, isAutoUpdateRepo: false, defaultCommit: 'abc' };
  expect(changeOfRepo(before, now)).toEqual({
    isAutoUpdateRepo: false,
    defaultBranch: 'main',
    defaultCommit: 'abc',
  });
  expect(repoFault({ ...now, defaultCommit: null })).toBe('commit');
});

it('a compiled program follows tags', () => {
  expect(settled({ ...before, isCompilableRepo: true, isOnlyTagUpdate: false }).isOnlyTagUpdate).toBe(true);
});
