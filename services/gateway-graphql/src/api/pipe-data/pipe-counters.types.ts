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

/** Of an additional pipeline. */
@ObjectType()
export class DataPipePipelineCountersType {
  @Field()
  name!: string;

  @Field(() => Float)
  accepted!: number;

  @Field(() => [DataPipeDropsType])
  dropped!: DataPipeDropsType[];
}

@ObjectType()
export class DataPipeCountersType {
  /** The pipe's last change; the time of the telemetry stream. */
  @Field(() => Date, { nullable: true })
  since!: Date | null;

  /** Up to when the counts are exact. */
  @Field(() => Date, { nullable: true })
  until!: Date | null;

  /** Of the first pipeline. */
  @Field(() => Float)
  accepted!: number;

  @Field(() => [DataPipeDropsType])
  dropped!: DataPipeDropsType[];

  /** Of the others, in the order of the document. */
  @Field(() => [DataPipePipelineCountersType])
  additionalPipelines!: DataPipePipelineCountersType[];
}
