import { Field, ObjectType } from '@nestjs/graphql';

@ObjectType()
export class BaseMetricsType {
  @Field()
  userCount!: number;

  @Field()
  repositoryRegistryCount!: number;

  @Field()
  repoCount!: number;

  @Field()
  unitCount!: number;

  @Field()
  unitNodeCount!: number;

  @Field()
  unitNodeEdgeCount!: number;
}
