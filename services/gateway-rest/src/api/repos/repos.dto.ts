import { VISIBILITY_LEVELS, type VisibilityLevel } from '@unitfleet/contracts';
import {
  Flag,
  OneOf,
  OptionalFlag,
  OptionalOneOf,
  OptionalText,
  Text,
  Uuid,
} from '../../http/fields/body-fields';
import { PageQuery } from '../../http/fields/page.query';
import {
  QueryFlag,
  QueryOrder,
  QueryText,
  QueryTexts,
  QueryUuid,
  QueryUuids,
} from '../../http/fields/query-fields';

export class CreateRepoBody {
  @Uuid()
  repository_registry_uuid!: string;

  @Text()
  default_branch!: string;

  @OneOf(VISIBILITY_LEVELS)
  visibility_level!: VisibilityLevel;

  @Text()
  name!: string;

  @Flag()
  is_compilable_repo!: boolean;
}

export class UpdateRepoBody {
  @OptionalOneOf(VISIBILITY_LEVELS)
  visibility_level?: VisibilityLevel | null;

  @OptionalText()
  name?: string | null;

  @OptionalFlag()
  is_auto_update_repo?: boolean | null;

  @OptionalText()
  default_branch?: string | null;

  @OptionalText()
  default_commit?: string | null;

  @OptionalFlag()
  is_only_tag_update?: boolean | null;

  @OptionalFlag()
  is_compilable_repo?: boolean | null;
}

export class ReposQuery extends PageQuery {
  @QueryUuid()
  repository_registry_uuid?: string;

  @QueryUuids()
  uuids?: string[];

  @QueryUuid()
  creator_uuid?: string;

  @QueryUuids()
  creators_uuids?: string[];

  @QueryText()
  search_string?: string;

  @QueryFlag()
  is_auto_update_repo?: boolean;

  @QueryTexts()
  visibility_level?: string[];

  @QueryOrder()
  order_by_create_date?: 'asc' | 'desc';

  @QueryOrder()
  order_by_last_update?: 'asc' | 'desc';
}

export class PlatformsQuery {
  @QueryText()
  target_commit?: string;

  @QueryText()
  target_tag?: string;
}
