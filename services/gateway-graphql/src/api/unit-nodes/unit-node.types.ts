import { Field, ObjectType } from '@nestjs/graphql';
import type { UnitNodeEdgeView, UnitNodeView } from '@unitfleet/contracts';
import { UUID } from '../../graphql/scalars/uuid.scalar';
import { UnitNodeTypeEnum, VisibilityLevelEnum } from '../enums';

@ObjectType()
export class UnitNodeType implements UnitNodeView {
  @Field(() => UUID)
  uuid!: string;

  @Field(() => UnitNodeTypeEnum)
  type!: UnitNodeView['type'];

  @Field(() => VisibilityLevelEnum)
  visibilityLevel!: UnitNodeView['visibilityLevel'];

  @Field()
  isRewritableInput!: boolean;

  @Field()
  maxConnections!: number;

  @Field()
  topicName!: string;

  @Field()
  lastUpdateDatetime!: Date;

  @Field()
  isDataPipeActive!: boolean;

  @Field(() => String, { nullable: true })
  dataPipeYml!: string | null;

  @Field(() => String, { nullable: true })
  dataPipeStatus!: string | null;

  @Field(() => String, { nullable: true })
  dataPipeError!: string | null;

  @Field()
  createDatetime!: Date;

  @Field(() => String, { nullable: true })
  state!: string | null;

  @Field(() => UUID)
  unitUuid!: string;

  @Field(() => UUID)
  creatorUuid!: string;
}

@ObjectType()
export class UnitNodesResultType {
  @Field()
  count!: number;

  @Field(() => [UnitNodeType])
  unitNodes!: UnitNodeType[];
}

@ObjectType()
export class UnitNodeEdgeType implements UnitNodeEdgeView {
  @Field(() => UUID)
  uuid!: string;

  @Field(() => UUID)
  nodeOutputUuid!: string;

  @Field(() => UUID)
  nodeInputUuid!: string;
}

@ObjectType()
export class UnitNodeEdgesResultType {
  @Field()
  count!: number;

  @Field(() => [UnitNodeEdgeType])
  unitNodeEdges!: UnitNodeEdgeType[];
}
