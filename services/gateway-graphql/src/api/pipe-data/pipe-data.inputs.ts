import { Field, InputType, Int, IntersectionType } from '@nestjs/graphql';
import type { AggregationFunction, ProcessingPolicy, SortOrder } from '@unitfleet/contracts';
import { OptionalField } from '../../graphql/optional-field.decorator';
import { PageInput } from '../../graphql/page.input';
import { DateTime } from '../../graphql/scalars/date-time.scalar';
import { UUID } from '../../graphql/scalars/uuid.scalar';
import { AggregationFunctionsEnum, OrderByDate, ProcessingPolicyTypeEnum } from '../enums';

/** Which stored rows are asked for, and of which pipeline. */
@InputType({ isAbstract: true })
export class StoredRowsInput {
  /** Of the node. */
  @Field(() => UUID)
  uuid!: string;

  /** An addition: name of an additional pipeline; left out, the first. */
  @OptionalField(() => String)
  pipeline!: string | null;

  @OptionalField(() => DateTime)
  startCreateDatetime!: Date | null;

  @OptionalField(() => DateTime)
  endCreateDatetime!: Date | null;

  @OptionalField(() => String)
  relativeTime!: string | null;
}

@InputType()
export class DataPipeFilterInput extends IntersectionType(PageInput, StoredRowsInput) {
  @Field(() => ProcessingPolicyTypeEnum)
  type!: ProcessingPolicy;

  @OptionalField(() => String)
  searchString!: string | null;

  @OptionalField(() => [AggregationFunctionsEnum], Object.values(AggregationFunctionsEnum))
  aggregationType!: AggregationFunction[] | null;

  @OptionalField(() => Int)
  timeWindowSize!: number | null;

  @OptionalField(() => DateTime)
  startAggWindowDatetime!: Date | null;

  @OptionalField(() => DateTime)
  endAggWindowDatetime!: Date | null;

  @OptionalField(() => OrderByDate, 'desc')
  orderByCreateDate!: SortOrder | null;
}
