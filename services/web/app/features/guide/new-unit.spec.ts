import { expect, it } from 'vitest';
import { missingFor, unitInput, type UnitChoice } from './new-unit';

const choice: UnitChoice = {
  name: 'kitchen',
  visibilityLevel: 'PRIVATE',
  isAuto: true,
  branch: 'main',
  commit: null,
  platform: null,
};

it('a Unit that follows its Repo names no version of its own', () => {
  expect(unitInput(choice, { uuid: 'r', isCompilableRepo: false })).toEqual({
    repoUuid: 'r',
    name: 'kitchen',
    visibilityLevel: 'PRIVATE',
    isAutoUpdateFromRepoUnit: true,
  });
});

it('a pinned one of a compiled Repo needs commit and platform', () => {
  const repo = { uuid: 'r', isCompilableRepo: true };
  const pinned = { ...choice, isAuto: false };
  expect(missingFor(pinned, repo)).toBe('commit');
  expect(missingFor({ ...pinned, commit: 'c' }, repo)).toBe('platform');
  const whole = { ...pinned, commit: 'c', platform: 'linux' };
  expect(missingFor(whole, repo)).toBeNull();
  expect(unitInput(whole, repo)).toMatchObject({
    repoBranch: 'main',
    repoCommit: 'c',
    targetFirmwarePlatform: 'linux',
  });
});
