import type { Visibility } from '../git/visibility-select';

/** What is chosen for a new Unit. */
export interface UnitChoice {
  readonly name: string;
  readonly visibilityLevel: Visibility;
  readonly isAuto: boolean;
  readonly branch: string | null;
  readonly commit: string | null;
  readonly platform: string | null;
}

interface OfRepo {
  readonly uuid: string;
  readonly isCompilableRepo: boolean;
}

/** What is missing before a Unit can be made (`docs/protocol/rest-graphql.md 4.6`). */
export const missingFor = (
  { isAuto, branch, commit, platform }: UnitChoice,
  { isCompilableRepo }: OfRepo,
): 'commit' | 'platform' | null => {
  if (!isAuto && !(branch && commit)) return 'commit';
  return isCompilableRepo && !platform ? 'platform' : null;
};

/** The Unit as the API wants it: what does not apply is left out. */
export const unitInput = (choice: UnitChoice, { uuid, isCompilableRepo }: OfRepo) => ({
  repoUuid: uuid,
  name: choice.name,
  visibilityLevel: choice.visibilityLevel,
  isAutoUpdateFromRepoUnit: choice.isAuto,
  ...(!choice.isAuto && { repoBranch: choice.branch, repoCommit: choice.commit }),
  ...(isCompilableRepo && { targetFirmwarePlatform: choice.platform }),
});
