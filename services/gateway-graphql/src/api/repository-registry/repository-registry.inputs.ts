import { Field, InputType } from '@nestjs/graphql';
import type { GitPlatform, SortOrder } from '@unitfleet/contracts';
import { OptionalField } from '../../graphql/optional-field.decorator';
import { PageInput } from '../../graphql/page.input';
import { UUID } from '../../graphql/scalars/uuid.scalar';
import { GitPlatformEnum, OrderByDate } from '../enums';

@InputType()
export class CredentialsInput {
  @Field()
  username!: string;

  @Field()
  patToken!: string;
}

@InputType()
export class RepositoryRegistryCreateInput {
  @Field(() => GitPlatformEnum)
  platform!: GitPlatform;

  @Field()
  repositoryUrl!: string;

  @Field()
  isPublicRepository!: boolean;

  @OptionalField(() => CredentialsInput)
  credentials!: CredentialsInput | null;
}

@InputType()
export class CommitFilterInput extends PageInput {
  @Field()
  repoBranch!: string;

  @Field(() => Boolean, { defaultValue: false })
  onlyTag!: boolean;
}

@InputType()
export class RepositoryRegistryFilterInput extends PageInput {
  @OptionalField(() => [UUID], [])
  uuids!: string[] | null;

  @OptionalField(() => UUID)
  creatorUuid!: string | null;

  @OptionalField(() => String)
  searchString!: string | null;

  @OptionalField(() => Boolean)
  isPublicRepository!: boolean | null;

  @OptionalField(() => OrderByDate, 'desc')
  orderByCreateDate!: SortOrder | null;

  @OptionalField(() => OrderByDate, 'desc')
  orderByLastUpdate!: SortOrder | null;
}
