import { describe, expect, it } from 'vitest';
import { changeOf, draftOf } from './version-draft';

const following = {
  isAutoUpdateFromRepoUnit: true,
  repoBranch: null,
  repoCommit: null,
  targetFirmwarePlatform: null,
};

describe('the choice of a version', () => {
  it('begins with what the Unit has and the branch of its Repo', () => {
    const draft = { mode: 'follow', branch: 'main', commit: null, platform: null };
    expect(draftOf(following, 'main')).toEqual(draft);
  });

  it('is nothing to save while nothing is another', () => {
    expect(changeOf(following, draftOf(following, 'main'), false).isComplete).toBe(false);
  });

  it('needs a commit to pin to', () => {
    const draft = { ...draftOf(following, 'main'), mode: 'pin' as const };
    expect(changeOf(following, draft, false).isComplete).toBe(false);
    expect(changeOf(following, { ...draft, commit: 'abc' }, false)).toEqual({
      wish: { isAutoUpdateFromRepoUnit: false, repoBranch: 'main', repoCommit: 'abc' },
      isComplete: true,
    });
  });

  it('needs a platform where firmware is compiled', () => {
    const pinned = { ...draftOf(following, 'main'), mode: 'pin' as const, commit: 'abc' };
    expect(changeOf(following, pinned, true).isComplete).toBe(false);
    expect(changeOf(following, { ...pinned, platform: 'linux-arm' }, true).wish).toMatchObject({
      targetFirmwarePlatform: 'linux-arm',
    });
  });
});
