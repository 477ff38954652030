import { Field, InputType, Int } from '@nestjs/graphql';
import { USUAL_HISTORY_POINTS, type AggregationFunction } from '@unitfleet/contracts';
import { OptionalField } from '../../graphql/optional-field.decorator';
import { AggregationFunctionsEnum } from '../enums';
import { StoredRowsInput } from './pipe-data.inputs';

@InputType()
export class DataPipePointsInput extends StoredRowsInput {
  /** Buckets at the most. */
  @Field(() => Int, { defaultValue: USUAL_HISTORY_POINTS })
  points!: number;

  /** Where the pipeline has several; left out, its first. */
  @OptionalField(() => AggregationFunctionsEnum)
  aggregationType!: AggregationFunction | null;
}
