import type { UnitUpdateInput } from '../unit.generated';
import type { Unit } from '../use-unit';

/** What a person chooses before it is saved. */
export interface VersionDraft {
  readonly mode: 'follow' | 'pin';
  readonly branch: string | null;
  readonly commit: string | null;
  /** Name of the release file; of compilable Repos. */
  readonly platform: string | null;
}

type Stored = Pick<Unit, 'isAutoUpdateFromRepoUnit' | 'repoBranch' | 'repoCommit' | 'targetFirmwarePlatform'>;

export const draftOf = (unit: Stored, defaultBranch: string | null): VersionDraft => ({
  mode: unit.isAutoUpdateFromRepoUnit ? 'follow' : 'pin',
  branch: unit.repoBranch ?? defaultBranch,
  commit: unit.repoCommit,
  platform: unit.targetFirmwarePlatform,
});

/** What has to be asked for, and whether it is something: a pinned Unit needs branch and commit (`docs/protocol/device.md 6.2`). */
export const changeOf = (
  unit: Stored,
  draft: VersionDraft,
  isCompilable: boolean,
): { readonly wish: UnitUpdateInput; readonly isComplete: boolean } => {
  const isFollowing = draft.mode === 'follow';
  const wish: UnitUpdateInput = {
    isAutoUpdateFromRepoUnit: isFollowing,
    ...(!isFollowing && { repoBranch: draft.branch, repoCommit: draft.commit }),
    ...(isCompilable && { targetFirmwarePlatform: draft.platform }),
  };
  const isPossible =
    (isFollowing || (draft.branch !== null && draft.commit !== null)) &&
    (!isCompilable || draft.platform !== null);
  const isOther = Object.entries(wish).some(([field, value]) => unit[field as keyof Stored] !== value);
  return { wish, isComplete: isPossible && isOther };
};
