import {
  RepoVersionChoice,
  repoTargetRule,
  targetVersionRule,
  UnitVersionChoice,
} from './target-version-rule';

const repo: RepoVersionChoice = {
  isAutoUpdateRepo: true,
  isOnlyTagUpdate: false,
  isCompilableRepo: false,
  defaultBranch: 'main',
  defaultCommit: 'aaa',
};
const follower: UnitVersionChoice = { isAutoUpdateFromRepoUnit: true, repoBranch: 'dev', repoCommit: 'bbb' };
const pinned: UnitVersionChoice = { ...follower, isAutoUpdateFromRepoUnit: false };
const manual = { isAutoUpdateRepo: false };

describe('targetVersionRule', () => {
  it.each([
    ['newest of the default branch', follower, {}, { branch: 'main', select: 'newest', requireTag: false }],
    [
      'only tags',
      follower,
      { isOnlyTagUpdate: true },
      { branch: 'main', select: 'newest-tagged', requireTag: true },
    ],
    [
      'compilable',
      follower,
      { isCompilableRepo: true },
      { branch: 'main', select: 'newest-tagged', requireTag: true },
    ],
    ['manual Repo', follower, manual, { branch: 'main', select: { commit: 'aaa' }, requireTag: false }],
    [
      'manual Repo, tags only play no part',
      follower,
      { ...manual, isOnlyTagUpdate: true },
      { branch: 'main', select: { commit: 'aaa' }, requireTag: false },
    ],
    [
      'manual compilable Repo',
      follower,
      { ...manual, isCompilableRepo: true },
      { branch: 'main', select: { commit: 'aaa' }, requireTag: true },
    ],
    ['pinned Unit', pinned, {}, { branch: 'dev', select: { commit: 'bbb' }, requireTag: false }],
    [
      'pinned Unit of a tag-only Repo',
      pinned,
      { isOnlyTagUpdate: true },
      { branch: 'dev', select: { commit: 'bbb' }, requireTag: false },
    ],
    [
      'pinned Unit of a compilable Repo',
      pinned,
      { isCompilableRepo: true },
      { branch: 'dev', select: { commit: 'bbb' }, requireTag: true },
    ],
  ] as const)('%s', (_, unit, change, rule) => {
    expect(targetVersionRule(unit, { ...repo, ...change })).toEqual(rule);
  });

  it.each([
    ['pinned Unit without commit', { ...pinned, repoCommit: null }, {}, '422: 7: Unit Validation Error'],
    ['pinned Unit without branch', { ...pinned, repoBranch: '' }, {}, '422: 7: Unit Validation Error'],
    [
      'manual Repo without commit',
      follower,
      { ...manual, defaultCommit: null },
      '422: 6: Repo Validation Error',
    ],
    ['Repo without branch', follower, { defaultBranch: null }, '422: 5: Git Repo Validation Error'],
  ])('refuses a %s', (_, unit, change, message) => {
    expect(() => targetVersionRule(unit, { ...repo, ...change })).toThrow(message);
  });

  it("tells a Repo's own target without a Unit", () => {
    expect(repoTargetRule(repo)).toEqual(targetVersionRule(follower, repo));
  });
});
