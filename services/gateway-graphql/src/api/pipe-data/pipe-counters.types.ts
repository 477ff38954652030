import { Field, Float, ObjectType } from '@nestjs/graphql';

@ObjectType()
export class DataPipeDropsType {
  /** As in metrics: `rate`, `not_a_number` ... */
  @Field()
  reason!: string;

  /** May pass what an Int holds. */
  @Field(() => Float)
  count!: number;
}

@ObjectType()
export class DataPipeCountersType {
  /** The pipe's last change; the time of the telemetry stream. */
  @Field(() => Date, { nullable: true })
  since!: Date | null;

  /** Up to when the counts are exact. */
  @Field(() => Date, { nullable: true })
  until!: Date | null;

  @Field(() => Float)
  accepted!: number;

  @Field(() => [DataPipeDropsType])
  dropped!: DataPipeDropsType[];
}
