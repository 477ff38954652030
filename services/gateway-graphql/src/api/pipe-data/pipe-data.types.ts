import { createUnionType, Field, Float, Int, ObjectType } from '@nestjs/graphql';
import type {
  AggregationFunction,
  InputValueType,
  PipeDataItem,
  PipelineProblemView,
} from '@unitfleet/contracts';
import { UUID } from '../../graphql/scalars/uuid.scalar';
import { AggregationFunctionsEnum, DataPipeStageEnum, TypeInputValueEnum } from '../enums';

@ObjectType()
export class NRecordsType {
  @Field(() => UUID)
  unitNodeUuid!: string;

  @Field()
  state!: string;

  @Field(() => TypeInputValueEnum)
  stateType!: InputValueType;

  @Field()
  createDatetime!: Date;

  @Field()
  maxCount!: number;

  @Field()
  size!: number;
}

@ObjectType()
export class TimeWindowType {
  @Field(() => UUID)
  unitNodeUuid!: string;

  @Field()
  state!: string;

  @Field(() => TypeInputValueEnum)
  stateType!: InputValueType;

  @Field()
  createDatetime!: Date;

  @Field()
  expirationDatetime!: Date;

  @Field()
  size!: number;
}

@ObjectType()
export class AggregationType {
  @Field(() => UUID)
  unitNodeUuid!: string;

  @Field(() => Float)
  state!: number;

  @Field(() => AggregationFunctionsEnum)
  aggregationType!: AggregationFunction;

  @Field()
  timeWindowSize!: number;

  @Field()
  createDatetime!: Date;

  @Field()
  startWindowDatetime!: Date;

  /** An addition: REST has it in the protocol, too (10B.6). */
  @Field()
  endWindowDatetime!: Date;
}

@ObjectType()
export class LastValueType {
  @Field(() => UUID)
  unitNodeUuid!: string;

  @Field()
  state!: string;

  @Field()
  lastUpdateDatetime!: Date;
}

const TYPE_OF_POLICY = {
  NRecords: NRecordsType,
  TimeWindow: TimeWindowType,
  Aggregation: AggregationType,
  LastValue: LastValueType,
} as const satisfies Record<PipeDataItem['policy'], unknown>;

/** The form of a row is that of the policy that stored it. */
export const PipeDataUnion = createUnionType({
  name: 'NRecordsTypeTimeWindowTypeAggregationTypeLastValueType',
  types: () => [NRecordsType, TimeWindowType, AggregationType, LastValueType] as const,
  resolveType: ({ policy }: PipeDataItem) => TYPE_OF_POLICY[policy],
});

@ObjectType()
export class PipeDataResultType {
  @Field()
  count!: number;

  @Field(() => [PipeDataUnion])
  pipeData!: PipeDataItem[];
}

@ObjectType()
export class DataPipeValidationErrorType {
  @Field(() => DataPipeStageEnum)
  stage!: PipelineProblemView['stage'];

  @Field()
  message!: string;

  /** An addition: where in the document, counted from 1, when it is about a place in it. */
  @Field(() => Int, { nullable: true })
  line!: number | null;

  /** An addition. */
  @Field(() => Int, { nullable: true })
  column!: number | null;
}
