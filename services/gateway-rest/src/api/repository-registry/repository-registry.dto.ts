import { Flag, OptionalObject, Text } from '../../http/fields/body-fields';
import { PageQuery } from '../../http/fields/page.query';
import {
  QueryFlag,
  QueryOrder,
  QueryText,
  QueryUuid,
  QueryUuids,
  RequiredQueryText,
} from '../../http/fields/query-fields';

export class CredentialsBody {
  @Text()
  username!: string;

  @Text()
  pat_token!: string;
}

export class CreateRegistryBody {
  @Text()
  platform!: string;

  @Text()
  repository_url!: string;

  @Flag()
  is_public_repository!: boolean;

  @OptionalObject(() => CredentialsBody)
  credentials?: CredentialsBody | null;
}

export class RegistriesQuery extends PageQuery {
  @QueryUuids()
  uuids?: string[];

  @QueryUuid()
  creator_uuid?: string;

  @QueryText()
  search_string?: string;

  @QueryFlag()
  is_public_repository?: boolean;

  @QueryOrder()
  order_by_create_date?: 'asc' | 'desc';

  @QueryOrder()
  order_by_last_update?: 'asc' | 'desc';
}

export class CommitsQuery extends PageQuery {
  @RequiredQueryText()
  repo_branch!: string;

  @QueryFlag()
  only_tag?: boolean;
}
