import { OptionalText, Text } from '../../http/fields/body-fields';
import { PageQuery } from '../../http/fields/page.query';
import { QueryOrder, QueryText, QueryTexts, QueryUuids } from '../../http/fields/query-fields';

export class RegisterUserBody {
  @Text()
  login!: string;

  @Text()
  password!: string;
}

export class LoginBody {
  @Text()
  credentials!: string;

  @Text()
  password!: string;
}

export class UpdateUserBody {
  @OptionalText()
  login?: string | null;

  @OptionalText()
  password?: string | null;
}

export class UsersQuery extends PageQuery {
  @QueryUuids()
  uuids?: string[];

  @QueryText()
  search_string?: string;

  @QueryTexts()
  role?: string[];

  @QueryTexts()
  status?: string[];

  @QueryOrder()
  order_by_create_date?: 'asc' | 'desc';
}
