import { Field, InputType } from '@nestjs/graphql';
import type { SortOrder, UnitLogView, UnitNodeType, UnitView } from '@unitfleet/contracts';
import { OptionalField } from '../../graphql/optional-field.decorator';
import { PageInput } from '../../graphql/page.input';
import { UUID } from '../../graphql/scalars/uuid.scalar';
import {
  LogLevelEnum,
  OrderByDate,
  OrderByText,
  UnitFirmwareUpdateStatusEnum,
  UnitNodeTypeEnum,
  VisibilityLevelEnum,
} from '../enums';

@InputType()
export class UnitCreateInput {
  @Field(() => UUID)
  repoUuid!: string;

  @Field(() => VisibilityLevelEnum)
  visibilityLevel!: UnitView['visibilityLevel'];

  @Field()
  name!: string;

  @Field()
  isAutoUpdateFromRepoUnit!: boolean;

  @OptionalField(() => String)
  targetFirmwarePlatform!: string | null;

  @OptionalField(() => String)
  repoBranch!: string | null;

  @OptionalField(() => String)
  repoCommit!: string | null;
}

/** What is null stays as it is. */
@InputType()
export class UnitUpdateInput {
  @OptionalField(() => VisibilityLevelEnum)
  visibilityLevel!: UnitView['visibilityLevel'] | null;

  @OptionalField(() => String)
  name!: string | null;

  @OptionalField(() => Boolean)
  isAutoUpdateFromRepoUnit!: boolean | null;

  @OptionalField(() => String)
  targetFirmwarePlatform!: string | null;

  @OptionalField(() => String)
  repoBranch!: string | null;

  @OptionalField(() => String)
  repoCommit!: string | null;
}

@InputType()
export class UnitFilterInput extends PageInput {
  @OptionalField(() => [UUID], [])
  uuids!: string[] | null;

  @OptionalField(() => UUID)
  creatorUuid!: string | null;

  @OptionalField(() => UUID)
  repoUuid!: string | null;

  @OptionalField(() => [UUID], [])
  reposUuids!: string[] | null;

  @OptionalField(() => String)
  searchString!: string | null;

  @OptionalField(() => Boolean)
  isAutoUpdateFromRepoUnit!: boolean | null;

  @OptionalField(() => [VisibilityLevelEnum], Object.values(VisibilityLevelEnum))
  visibilityLevel!: UnitView['visibilityLevel'][] | null;

  @OptionalField(() => OrderByText, 'asc')
  orderByUnitName!: SortOrder | null;

  @OptionalField(() => OrderByDate, 'desc')
  orderByCreateDate!: SortOrder | null;

  @OptionalField(() => OrderByDate, 'desc')
  orderByLastUpdate!: SortOrder | null;

  @OptionalField(() => UUID)
  unitNodeInputUuid!: string | null;

  @OptionalField(() => [UnitNodeTypeEnum], Object.values(UnitNodeTypeEnum))
  unitNodeType!: UnitNodeType[] | null;

  @OptionalField(() => [UUID], [])
  unitNodeUuids!: string[] | null;

  @OptionalField(() => Boolean)
  isOnline!: boolean | null;

  @OptionalField(() => Boolean)
  isOutdated!: boolean | null;

  @OptionalField(() => [UnitFirmwareUpdateStatusEnum])
  firmwareUpdateStatus!: NonNullable<UnitView['firmwareUpdateStatus']>[] | null;
}

@InputType()
export class UnitLogFilterInput extends PageInput {
  /** Of the Unit. */
  @Field(() => UUID)
  uuid!: string;

  @OptionalField(() => [LogLevelEnum], Object.values(LogLevelEnum))
  level!: UnitLogView['level'][] | null;

  @OptionalField(() => OrderByDate, 'desc')
  orderByCreateDate!: SortOrder | null;
}
