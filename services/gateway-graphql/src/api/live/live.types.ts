import { Field, Float, ObjectType } from '@nestjs/graphql';
import type { ImportStatus, LiveImport, UnitView } from '@unitfleet/contracts';
import { DateTime } from '../../graphql/scalars/date-time.scalar';
import { UUID } from '../../graphql/scalars/uuid.scalar';
import { RepositoryRegistryStatusEnum, UnitFirmwareUpdateStatusEnum } from '../enums';
import { wireEnum } from '../enums/wire-enum';
import { UnitLogType, UnitStateType } from '../units/unit.types';
import type { FleetChange, FleetChangeKind } from './fleet/known-fleet';
import type { NodeState } from './topics/node-states.topic';
import type { RegistrySync } from './topics/registry-syncs.topic';
import type { UnitStateChange } from './topics/unit-states.topic';
import type { UnitUpdate } from './topics/unit-updates.topic';
import type { LivePayload } from './watch/watch-flow-options';
import type { SnapshotReason } from './watch/watch';

export const SnapshotReasonEnum = wireEnum<SnapshotReason>()('SnapshotReason', {
  SUBSCRIBED: 'Subscribed',
  CURSOR_EXPIRED: 'CursorExpired',
  LAGGED: 'Lagged',
  MESSAGES_LOST: 'MessagesLost',
  ACCESS_CHANGED: 'AccessChanged',
});

export const PipeDataImportStatusEnum = wireEnum<ImportStatus>()('PipeDataImportStatus', {
  RUNNING: 'Running',
  DONE: 'Done',
  FAILED: 'Failed',
});

export const FleetChangeKindEnum = wireEnum<FleetChangeKind>()('FleetChangeKind', {
  CREATED: 'Created',
  UPDATED: 'Updated',
  DELETED: 'Deleted',
});

@ObjectType()
export class UnitNodeStateType implements NodeState {
  @Field(() => UUID)
  uuid!: string;

  @Field(() => String, { nullable: true })
  state!: string | null;

  @Field()
  lastUpdateDatetime!: Date;

  @Field(() => Boolean, {
    nullable: true,
    description: 'Like the two below null where nothing is known of it.',
  })
  isDataPipeActive!: boolean | null;

  @Field(() => String, { nullable: true })
  dataPipeStatus!: string | null;

  @Field(() => String, { nullable: true })
  dataPipeError!: string | null;
}

@ObjectType()
export class UnitStateChangeType implements UnitStateChange {
  @Field(() => UUID)
  uuid!: string;

  @Field(() => UnitStateType, { nullable: true })
  unitState!: UnitView['unitState'];

  @Field(() => String, { nullable: true })
  currentCommitVersion!: string | null;

  @Field()
  lastUpdateDatetime!: Date;

  @Field()
  isOnline!: boolean;

  @Field(() => DateTime, { nullable: true })
  lastSeenDatetime!: Date | null;
}

@ObjectType()
export class FleetChangeType implements FleetChange {
  @Field(() => UUID)
  uuid!: string;

  @Field(() => FleetChangeKindEnum, {
    description: 'As the subscriber sees it: a Unit also comes into sight, and goes out of it.',
  })
  kind!: FleetChangeKind;

  @Field()
  isOnline!: boolean;

  @Field(() => UnitFirmwareUpdateStatusEnum, { nullable: true })
  firmwareUpdateStatus!: FleetChange['firmwareUpdateStatus'];

  @Field(() => String, { nullable: true })
  currentCommitVersion!: string | null;
}

@ObjectType()
export class UnitUpdateType implements UnitUpdate {
  @Field(() => UUID)
  uuid!: string;

  @Field(() => UnitFirmwareUpdateStatusEnum, { nullable: true })
  firmwareUpdateStatus!: UnitUpdate['firmwareUpdateStatus'];

  @Field(() => String, { nullable: true })
  firmwareUpdateError!: string | null;

  @Field(() => String, { nullable: true, description: 'Named by changes only.' })
  targetCommit!: string | null;
}

@ObjectType()
export class RepositoryRegistrySyncType implements RegistrySync {
  @Field(() => UUID)
  uuid!: string;

  @Field(() => RepositoryRegistryStatusEnum, { nullable: true })
  syncStatus!: RegistrySync['syncStatus'];

  @Field(() => String, { nullable: true })
  syncError!: string | null;
}

@ObjectType()
export class PipeDataImportProgressType implements Omit<LiveImport, 'nodeUuid'> {
  @Field(() => String, {
    nullable: true,
    description: 'Name of an additional pipeline; none for the first.',
  })
  pipeline!: string | null;

  @Field(() => PipeDataImportStatusEnum)
  status!: ImportStatus;

  @Field(() => Float, { description: 'Checked so far; when it is done, stored.' })
  rows!: number;

  @Field(() => Float, { description: 'Of the file, read so far.' })
  bytes!: number;

  @Field(() => String, { nullable: true, description: 'Why it failed; the old data are untouched then.' })
  error!: string | null;
}

/** What every subscription gives. */
@ObjectType({ isAbstract: true })
abstract class LiveType implements Omit<LivePayload<unknown>, 'items'> {
  @Field({ description: 'To go on after a lost connection: the `after` of the next subscription.' })
  cursor!: string;

  @Field({ description: 'This is all there is to see, in place of everything before; otherwise changes.' })
  isSnapshot!: boolean;

  @Field(() => SnapshotReasonEnum, { nullable: true })
  snapshotReason!: SnapshotReason | null;
}

@ObjectType()
export class UnitNodeStatesType extends LiveType {
  @Field(() => [UnitNodeStateType])
  unitNodes!: readonly UnitNodeStateType[];
}

@ObjectType()
export class UnitStatesType extends LiveType {
  @Field(() => [UnitStateChangeType])
  units!: readonly UnitStateChangeType[];
}

@ObjectType()
export class FleetChangesType extends LiveType {
  @Field(() => [FleetChangeType])
  units!: readonly FleetChangeType[];
}

@ObjectType()
export class UnitUpdatesType extends LiveType {
  @Field(() => [UnitUpdateType])
  units!: readonly UnitUpdateType[];
}

@ObjectType()
export class UnitLogsType extends LiveType {
  @Field(() => [UnitLogType])
  unitLogs!: readonly UnitLogType[];
}

@ObjectType()
export class RepositoryRegistrySyncsType extends LiveType {
  @Field(() => [RepositoryRegistrySyncType])
  repositoriesRegistry!: readonly RepositoryRegistrySyncType[];
}

@ObjectType()
export class PipeDataStoredType extends LiveType {
  @Field(() => [UUID])
  nodeUuids!: readonly string[];
}

@ObjectType()
export class PipeDataImportType extends LiveType {
  @Field(() => [PipeDataImportProgressType])
  imports!: readonly PipeDataImportProgressType[];
}
