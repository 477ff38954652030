import { Field, InputType, Int } from '@nestjs/graphql';
import type { AggregationFunction } from '@unitfleet/contracts';
import { OptionalField } from '../../graphql/optional-field.decorator';
import { DateTime } from '../../graphql/scalars/date-time.scalar';
import { UUID } from '../../graphql/scalars/uuid.scalar';
import { AggregationFunctionsEnum } from '../enums';

@InputType()
export class DataPipePointsInput {
  /** Of the node. */
  @Field(() => UUID)
  uuid!: string;

  /** Name of an additional pipeline; left out, the first. */
  @OptionalField(() => String)
  pipeline!: string | null;

  /** Buckets at the most. */
  @Field(() => Int, { defaultValue: 300 })
  points!: number;

  /** Where the pipeline has several; left out, its first. */
  @OptionalField(() => AggregationFunctionsEnum)
  aggregationType!: AggregationFunction | null;

  @OptionalField(() => DateTime)
  startCreateDatetime!: Date | null;

  @OptionalField(() => DateTime)
  endCreateDatetime!: Date | null;

  @OptionalField(() => String)
  relativeTime!: string | null;
}
