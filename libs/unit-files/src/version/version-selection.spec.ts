import { Version } from '@unitfleet/contracts';
import { pickVersion } from './pick-version';
import { RepoVersionChoice, targetVersionRule, UnitVersionChoice } from './target-version-rule';

/** Commits of a branch by digit, newest first; `4` and `2` of `main` are tagged, `9` is of another branch. */
const hash = (digit: string): string => digit.repeat(40);
const BRANCHES = new Map([
  ['main', ['5', '4', '3', '2', '1'].map(hash)],
  ['dev', ['9', '3', '2', '1'].map(hash)],
  ['untagged', ['8', '7'].map(hash)],
  ['empty', []],
]);
const TAGS = new Map([
  [hash('4'), 'v1.10'],
  [hash('2'), 'v9.0'],
]);

/** What `units` and `builder` do together: the one makes the rule, the other applies it to the history. */
const targetOf = (unit: UnitVersionChoice, repo: RepoVersionChoice): Version => {
  const rule = targetVersionRule(unit, repo);
  return pickVersion(BRANCHES.get(rule.branch) ?? [], TAGS, rule);
};

const repo: RepoVersionChoice = {
  isAutoUpdateRepo: true,
  isOnlyTagUpdate: true,
  isCompilableRepo: false,
  defaultBranch: 'main',
  defaultCommit: null,
};
const auto: UnitVersionChoice = { isAutoUpdateFromRepoUnit: true, repoBranch: null, repoCommit: null };
const own = (repoBranch: string | null, digit: string | null): UnitVersionChoice => ({
  isAutoUpdateFromRepoUnit: false,
  repoBranch,
  repoCommit: digit === null ? null : hash(digit),
});
const newest = { isOnlyTagUpdate: false };
const compilable = { isCompilableRepo: true };
const manual = (digit: string | null, defaultBranch: string | null = 'main') => ({
  isAutoUpdateRepo: false,
  defaultBranch,
  defaultCommit: digit === null ? null : hash(digit),
});

/** Every row of `docs/protocol/device.md 6.2`. */
describe('the target version', () => {
  it.each<[string, UnitVersionChoice, Partial<RepoVersionChoice>, string, string | null]>([
    ['own: the commit on its branch', own('dev', '9'), {}, '9', null],
    ['own: a commit of both branches', own('dev', '2'), {}, '2', 'v9.0'],
    ['own: whatever the Repo follows', own('main', '1'), newest, '1', null],
    ['own: a Repo of its own default', own('main', '5'), manual('1'), '5', null],
    ['own, compilable: a tagged commit', own('main', '4'), compilable, '4', 'v1.10'],
    ['automatic, only tags: the newest commit with a tag, whatever tags say', auto, {}, '4', 'v1.10'],
    ['automatic, compilable', auto, { ...newest, ...compilable }, '4', 'v1.10'],
    ['automatic, of another branch', auto, { defaultBranch: 'dev' }, '2', 'v9.0'],
    ['automatic, all commits', auto, newest, '5', null],
    [
      'automatic, all commits of a branch without tags',
      auto,
      { ...newest, defaultBranch: 'untagged' },
      '8',
      null,
    ],
    ['automatic, whatever default commit the Repo has', auto, { defaultCommit: hash('1') }, '4', 'v1.10'],
    ['manual: the default commit', auto, manual('3'), '3', null],
    ['manual: only tags play no part', auto, { ...manual('5'), isOnlyTagUpdate: true }, '5', null],
    ['manual, compilable: a tagged commit', auto, { ...manual('2'), ...compilable }, '2', 'v9.0'],
  ])('%s', (_, unit, change, digit, tag) => {
    expect(targetOf(unit, { ...repo, ...change })).toEqual({ commit: hash(digit), tag });
  });

  it.each<[string, UnitVersionChoice, Partial<RepoVersionChoice>, string]>([
    ['own: no branch', own(null, '5'), {}, '422: 7: '],
    ['own: no commit', own('main', null), {}, '422: 7: '],
    ['own: the commit is not on the branch', own('main', '9'), {}, 'is not in the branch'],
    ['own: the branch is gone', own('gone', '1'), {}, 'is not in the branch'],
    ['own: an unknown commit', own('main', 'a'), {}, 'is not in the branch'],
    ['own, compilable: the commit has no tag', own('main', '3'), compilable, 'has no tag'],
    ['automatic, only tags: no tag at all', auto, { defaultBranch: 'untagged' }, 'no tagged commit'],
    [
      'automatic, compilable: no tag at all',
      auto,
      { ...compilable, defaultBranch: 'untagged' },
      'no tagged commit',
    ],
    ['automatic: the branch is gone', auto, { ...newest, defaultBranch: 'gone' }, 'the branch has no commit'],
    ['automatic: the branch is empty', auto, { defaultBranch: 'empty' }, 'no tagged commit'],
    ['automatic: an empty repository', auto, { defaultBranch: null }, '422: 5: '],
    ['manual: no commit', auto, manual(null), '422: 6: '],
    ['manual: no branch', auto, manual('1', null), '422: 6: '],
    ['manual: the commit left the branch', auto, manual('9'), 'is not in the branch'],
    ['manual, compilable: the commit has no tag', auto, { ...manual('3'), ...compilable }, 'has no tag'],
  ])('is refused: %s', (_, unit, change, message) => {
    expect(() => targetOf(unit, { ...repo, ...change })).toThrow(message);
  });
});
