import { Field, InputType, Int } from '@nestjs/graphql';
import type { SortOrder, UnitNodeView } from '@unitfleet/contracts';
import { OptionalField } from '../../graphql/optional-field.decorator';
import { PageInput } from '../../graphql/page.input';
import { UUID } from '../../graphql/scalars/uuid.scalar';
import { OrderByDate, UnitNodeTypeEnum, VisibilityLevelEnum } from '../enums';

/** What is null stays as it is. */
@InputType()
export class UnitNodeUpdateInput {
  @OptionalField(() => VisibilityLevelEnum)
  visibilityLevel!: UnitNodeView['visibilityLevel'] | null;

  @OptionalField(() => Boolean)
  isRewritableInput!: boolean | null;

  @OptionalField(() => Boolean)
  isDataPipeActive!: boolean | null;

  @OptionalField(() => Int)
  maxConnections!: number | null;
}

@InputType()
export class UnitNodeSetStateInput {
  @OptionalField(() => String)
  state!: string | null;
}

@InputType()
export class UnitNodeFilterInput extends PageInput {
  @OptionalField(() => [UUID], [])
  uuids!: string[] | null;

  @OptionalField(() => UUID)
  unitUuid!: string | null;

  @OptionalField(() => String)
  searchString!: string | null;

  @OptionalField(() => [UnitNodeTypeEnum], Object.values(UnitNodeTypeEnum))
  type!: UnitNodeView['type'][] | null;

  @OptionalField(() => [VisibilityLevelEnum], Object.values(VisibilityLevelEnum))
  visibilityLevel!: UnitNodeView['visibilityLevel'][] | null;

  @OptionalField(() => OrderByDate, 'desc')
  orderByCreateDate!: SortOrder | null;

  @OptionalField(() => UUID)
  outputUuid!: string | null;

  /** Those whose data pipe cannot run, or all others. */
  @OptionalField(() => Boolean)
  hasDataPipeError!: boolean | null;
}

@InputType()
export class UnitNodeEdgeFilterInput extends PageInput {
  /** With an end at a node of this Unit. */
  @OptionalField(() => UUID)
  unitUuid!: string | null;

  /** With an end at one of these nodes. */
  @OptionalField(() => [UUID], [])
  unitNodeUuids!: string[] | null;
}

@InputType()
export class UnitNodeEdgeCreateInput {
  @Field(() => UUID)
  nodeOutputUuid!: string;

  @Field(() => UUID)
  nodeInputUuid!: string;
}
