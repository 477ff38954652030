import { unitStateSchema, type UnitNodeView, type UnitView } from '@unitfleet/contracts';
import type { ListedUnit } from '../../data/listed-unit';

/** A Unit as others see it, with the nodes that were asked for. */
export const unitView = (unit: ListedUnit, unitNodes: UnitNodeView[] = []): UnitView => ({
  uuid: unit.uuid,
  visibilityLevel: unit.visibilityLevel,
  name: unit.name,
  createDatetime: unit.createDatetime,
  isAutoUpdateFromRepoUnit: unit.isAutoUpdateFromRepoUnit,
  targetFirmwarePlatform: unit.targetFirmwarePlatform,
  repoBranch: unit.repoBranch,
  repoCommit: unit.repoCommit,
  unitState: unit.unitState === null ? null : unitStateSchema.parse(JSON.parse(unit.unitState)),
  currentCommitVersion: unit.currentCommitVersion,
  lastUpdateDatetime: unit.lastUpdateDatetime,
  creatorUuid: unit.creatorUuid,
  repoUuid: unit.repoUuid,
  firmwareUpdateStatus: unit.firmwareUpdateStatus,
  firmwareUpdateError: unit.firmwareUpdateError,
  lastFirmwareUpdateDatetime: unit.lastFirmwareUpdateDatetime,
  unitNodes,
  isOnline: unit.isOnline,
  lastSeenDatetime: unit.lastSeenDatetime,
  targetCommit: unit.targetCommit,
  isOutdated: isOutdated(unit),
});

const isOutdated = ({ currentCommitVersion, targetCommit }: ListedUnit): boolean =>
  currentCommitVersion !== null && targetCommit !== null && currentCommitVersion !== targetCommit;
