import { Field, ObjectType } from '@nestjs/graphql';
import type { VisibilityLevel } from '@unitfleet/contracts';
import { UUID } from '../../graphql/scalars/uuid.scalar';
import { VisibilityLevelEnum } from '../enums';

@ObjectType()
export class RepoType {
  @Field(() => UUID)
  uuid!: string;

  @Field(() => VisibilityLevelEnum)
  visibilityLevel!: VisibilityLevel;

  @Field()
  name!: string;

  @Field()
  createDatetime!: Date;

  @Field(() => String, { nullable: true })
  defaultBranch!: string | null;

  @Field()
  isAutoUpdateRepo!: boolean;

  @Field(() => String, { nullable: true })
  defaultCommit!: string | null;

  @Field()
  isOnlyTagUpdate!: boolean;

  @Field()
  isCompilableRepo!: boolean;

  @Field()
  lastUpdateDatetime!: Date;

  @Field(() => UUID)
  creatorUuid!: string;

  @Field(() => UUID)
  repositoryRegistryUuid!: string;
}

@ObjectType()
export class ReposResultType {
  @Field()
  count!: number;

  @Field(() => [RepoType])
  repos!: RepoType[];
}

@ObjectType()
export class PlatformType {
  @Field()
  name!: string;

  @Field()
  link!: string;
}

@ObjectType()
export class RepoVersionType {
  @Field()
  commit!: string;

  @Field()
  unitCount!: number;

  @Field(() => String, { nullable: true })
  tag!: string | null;
}

@ObjectType()
export class RepoVersionsType {
  @Field()
  unitCount!: number;

  @Field(() => [RepoVersionType])
  versions!: RepoVersionType[];
}
