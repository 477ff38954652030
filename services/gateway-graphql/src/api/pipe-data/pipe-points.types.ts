import { Field, Float, ObjectType } from '@nestjs/graphql';
import type { PipeDataPoint } from '@unitfleet/contracts';

/** Rows of one stretch of time. */
@ObjectType()
export class DataPipePointType implements PipeDataPoint {
  @Field()
  startDatetime!: Date;

  /** Not part of the stretch. */
  @Field()
  endDatetime!: Date;

  /** May pass what an Int holds. */
  @Field(() => Float)
  count!: number;

  /** None where no row is a number, as the two below. */
  @Field(() => Float, { nullable: true })
  min!: number | null;

  @Field(() => Float, { nullable: true })
  max!: number | null;

  @Field(() => Float, { nullable: true })
  avg!: number | null;
}

@ObjectType()
export class DataPipePointsResultType {
  @Field(() => [DataPipePointType])
  points!: DataPipePointType[];
}
