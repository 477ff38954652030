import { Field, Float, ObjectType } from '@nestjs/graphql';
import type {
  AggregationFunction,
  DryRunView,
  PipelineProblemView,
  ProcessingPolicy,
} from '@unitfleet/contracts';
import { AggregationFunctionsEnum, DataPipeStageEnum, ProcessingPolicyTypeEnum } from '../enums';

@ObjectType()
export class DryRunStoredType {
  @Field(() => ProcessingPolicyTypeEnum)
  policy!: ProcessingPolicy;

  @Field()
  state!: string;

  @Field(() => Float, { nullable: true })
  size!: number | null;

  /** Of the row of a window. */
  @Field(() => AggregationFunctionsEnum, { nullable: true })
  aggregationType!: AggregationFunction | null;

  @Field(() => Date, { nullable: true })
  startWindowDatetime!: Date | null;

  @Field(() => Date, { nullable: true })
  endWindowDatetime!: Date | null;
}

/** Without stage and stored: the message goes into an open window, whose row comes without a payload. */
@ObjectType()
export class DryRunStepType {
  /** Name of the additional pipeline that did it; none for the first. */
  @Field(() => String, { nullable: true })
  pipeline!: string | null;

  @Field()
  time!: Date;

  @Field(() => String, { nullable: true })
  payload!: string | null;

  @Field(() => DataPipeStageEnum, { nullable: true })
  stage!: PipelineProblemView['stage'] | null;

  @Field(() => String, { nullable: true })
  reason!: string | null;

  @Field(() => DryRunStoredType, { nullable: true })
  stored!: DryRunStoredType | null;
}

@ObjectType()
export class DryRunType {
  @Field(() => [DryRunStepType])
  steps!: DryRunStepType[];

  /** `complete`, `message_limit` or `time_limit`. */
  @Field(() => String)
  end!: DryRunView['end'];
}
