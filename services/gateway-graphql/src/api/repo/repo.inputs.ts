import { Field, InputType } from '@nestjs/graphql';
import { VISIBILITY_LEVELS, type SortOrder, type VisibilityLevel } from '@unitfleet/contracts';
import { OptionalField } from '../../graphql/optional-field.decorator';
import { PageInput } from '../../graphql/page.input';
import { UUID } from '../../graphql/scalars/uuid.scalar';
import { OrderByDate, VisibilityLevelEnum } from '../enums';

@InputType()
export class RepoCreateInput {
  @Field(() => UUID)
  repositoryRegistryUuid!: string;

  @Field()
  defaultBranch!: string;

  @Field(() => VisibilityLevelEnum)
  visibilityLevel!: VisibilityLevel;

  @Field()
  name!: string;

  @Field()
  isCompilableRepo!: boolean;
}

/** What is null stays as it is. */
@InputType()
export class RepoUpdateInput {
  @OptionalField(() => VisibilityLevelEnum)
  visibilityLevel!: VisibilityLevel | null;

  @OptionalField(() => String)
  name!: string | null;

  @OptionalField(() => Boolean)
  isAutoUpdateRepo!: boolean | null;

  @OptionalField(() => String)
  defaultBranch!: string | null;

  @OptionalField(() => String)
  defaultCommit!: string | null;

  @OptionalField(() => Boolean)
  isOnlyTagUpdate!: boolean | null;

  @OptionalField(() => Boolean)
  isCompilableRepo!: boolean | null;
}

@InputType()
export class RepoFilterInput extends PageInput {
  @OptionalField(() => UUID)
  repositoryRegistryUuid!: string | null;

  @OptionalField(() => [UUID], [])
  uuids!: string[] | null;

  @OptionalField(() => UUID)
  creatorUuid!: string | null;

  @OptionalField(() => [UUID], [])
  creatorsUuids!: string[] | null;

  @OptionalField(() => String)
  searchString!: string | null;

  @OptionalField(() => Boolean)
  isAutoUpdateRepo!: boolean | null;

  @OptionalField(() => [VisibilityLevelEnum], VISIBILITY_LEVELS)
  visibilityLevel!: VisibilityLevel[] | null;

  @OptionalField(() => OrderByDate, 'desc')
  orderByCreateDate!: SortOrder | null;

  @OptionalField(() => OrderByDate, 'desc')
  orderByLastUpdate!: SortOrder | null;
}
