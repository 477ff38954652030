import { Field, InputType } from '@nestjs/graphql';
import {
  USER_ROLES,
  USER_STATUSES,
  type SortOrder,
  type UserRole,
  type UserStatus,
} from '@unitfleet/contracts';
import { OptionalField } from '../../graphql/optional-field.decorator';
import { PageInput } from '../../graphql/page.input';
import { UUID } from '../../graphql/scalars/uuid.scalar';
import { OrderByDate, UserRoleEnum, UserStatusEnum } from '../enums';

@InputType()
export class UserAuthInput {
  /** Login or linked Telegram chat id. */
  @Field()
  credentials!: string;

  @Field()
  password!: string;
}

@InputType()
export class UserCreateInput {
  @Field()
  login!: string;

  @Field()
  password!: string;
}

@InputType()
export class UserUpdateInput {
  @OptionalField(() => String)
  login!: string | null;

  @OptionalField(() => String)
  password!: string | null;
}

@InputType()
export class UserFilterInput extends PageInput {
  @OptionalField(() => [UUID], [])
  uuids!: string[] | null;

  @OptionalField(() => String)
  searchString!: string | null;

  @OptionalField(() => [UserRoleEnum], USER_ROLES)
  role!: UserRole[] | null;

  @OptionalField(() => [UserStatusEnum], USER_STATUSES)
  status!: UserStatus[] | null;

  @OptionalField(() => OrderByDate, 'desc')
  orderByCreateDate!: SortOrder | null;
}
