import type { UnitTracking } from './fleet/unit-tracking';
import type { UnitEntity } from './unit.entity';

/** What a view of a Unit needs: neither its env nor its storage, which may be large. */
export const LISTED_UNIT = [
  'uuid',
  'visibilityLevel',
  'name',
  'createDatetime',
  'lastUpdateDatetime',
  'isAutoUpdateFromRepoUnit',
  'targetFirmwarePlatform',
  'repoBranch',
  'repoCommit',
  'unitState',
  'currentCommitVersion',
  'creatorUuid',
  'repoUuid',
  'firmwareUpdateStatus',
  'firmwareUpdateError',
  'lastFirmwareUpdateDatetime',
] as const satisfies readonly (keyof UnitEntity)[];

export type ListedUnit = Pick<UnitEntity, (typeof LISTED_UNIT)[number]> & UnitTracking;
