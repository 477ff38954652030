import { applyRepoChanges, requireConsistent, type RepoSettings } from './repo-changes';

const settings: RepoSettings = {
  visibilityLevel: 'Public',
  name: 'unit',
  isAutoUpdateRepo: true,
  defaultBranch: 'main',
  defaultCommit: null,
  isOnlyTagUpdate: true,
  isCompilableRepo: false,
};

it('leaves alone what is null or missing, and takes false for an answer', () => {
  expect(applyRepoChanges(settings, { name: null, isOnlyTagUpdate: false })).toEqual({
    ...settings,
    isOnlyTagUpdate: false,
  });
});

it.each([
  [{ isAutoUpdateRepo: false }],
  [{ isAutoUpdateRepo: false, defaultCommit: 'c', defaultBranch: '' }],
  [{ isCompilableRepo: true, isOnlyTagUpdate: false }],
])('refuses %j', (changes) => {
  expect(() => requireConsistent(applyRepoChanges(settings, changes))).toThrow(/^422: 6: /);
});

it.each([
  [{ isAutoUpdateRepo: false, defaultCommit: 'c' }],
  [{ isCompilableRepo: true }],
  [{ isCompilableRepo: true, isOnlyTagUpdate: false, isAutoUpdateRepo: false, defaultCommit: 'c' }],
])('takes %j', (changes) => {
  expect(() => requireConsistent(applyRepoChanges(settings, changes))).not.toThrow();
});
