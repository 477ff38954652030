import { Field, Float, ObjectType } from '@nestjs/graphql';
import type { UnitLogView, UnitState, UnitView } from '@unitfleet/contracts';
import { DateTime } from '../../graphql/scalars/date-time.scalar';
import { UUID } from '../../graphql/scalars/uuid.scalar';
import { LogLevelEnum, UnitFirmwareUpdateStatusEnum, VisibilityLevelEnum } from '../enums';
import { UnitNodeType } from '../unit-nodes/unit-node.types';

@ObjectType()
export class UnitStateType implements UnitState {
  @Field(() => [String])
  ifconfig!: unknown[];

  @Field(() => Float, { nullable: true })
  millis!: number | null;

  @Field(() => Float, { nullable: true })
  memFree!: number | null;

  @Field(() => Float, { nullable: true })
  memAlloc!: number | null;

  @Field(() => Float, { nullable: true })
  freq!: number | null;

  @Field(() => [Float])
  statvfs!: unknown[];

  @Field(() => String, { nullable: true })
  puCommitVersion!: string | null;
}

@ObjectType()
export class UnitType implements UnitView {
  @Field(() => UUID)
  uuid!: string;

  @Field(() => VisibilityLevelEnum)
  visibilityLevel!: UnitView['visibilityLevel'];

  @Field()
  name!: string;

  @Field()
  createDatetime!: Date;

  @Field()
  isAutoUpdateFromRepoUnit!: boolean;

  @Field(() => String, { nullable: true })
  targetFirmwarePlatform!: string | null;

  @Field(() => String, { nullable: true })
  repoBranch!: string | null;

  @Field(() => String, { nullable: true })
  repoCommit!: string | null;

  @Field(() => UnitStateType, { nullable: true })
  unitState!: UnitStateType | null;

  @Field(() => String, { nullable: true })
  currentCommitVersion!: string | null;

  @Field()
  lastUpdateDatetime!: Date;

  @Field(() => UUID)
  creatorUuid!: string;

  @Field(() => UUID)
  repoUuid!: string;

  @Field(() => UnitFirmwareUpdateStatusEnum, { nullable: true })
  firmwareUpdateStatus!: UnitView['firmwareUpdateStatus'];

  @Field(() => String, { nullable: true })
  firmwareUpdateError!: string | null;

  @Field(() => DateTime, { nullable: true })
  lastFirmwareUpdateDatetime!: Date | null;

  @Field(() => [UnitNodeType])
  unitNodes!: UnitNodeType[];

  @Field({ description: 'A device of the Unit holds a session of the broker.' })
  isOnline!: boolean;

  @Field(() => DateTime, {
    nullable: true,
    description: 'When a device of the Unit last reported its state, connected or went; null for never.',
  })
  lastSeenDatetime!: Date | null;

  @Field(() => String, {
    nullable: true,
    description: 'What the Unit is to run now; null where that cannot be told.',
  })
  targetCommit!: string | null;

  @Field({ description: 'The Unit reported a version, and it is not its target.' })
  isOutdated!: boolean;
}

@ObjectType()
export class UnitsResultType {
  @Field()
  count!: number;

  @Field(() => [UnitType])
  units!: UnitType[];
}

@ObjectType()
export class TargetVersionType {
  @Field()
  commit!: string;

  @Field(() => String, { nullable: true })
  tag!: string | null;
}

@ObjectType()
export class UnitLogType implements UnitLogView {
  @Field(() => UUID)
  uuid!: string;

  @Field(() => LogLevelEnum)
  level!: UnitLogView['level'];

  @Field(() => UUID)
  unitUuid!: string;

  @Field()
  text!: string;

  @Field()
  createDatetime!: Date;

  @Field()
  expirationDatetime!: Date;
}

@ObjectType()
export class UnitLogsResultType {
  @Field()
  count!: number;

  @Field(() => [UnitLogType])
  unitLogs!: UnitLogType[];
}
