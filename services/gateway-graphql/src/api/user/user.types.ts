import { Field, ObjectType } from '@nestjs/graphql';
import type { UserRole, UserStatus } from '@unitfleet/contracts';
import { UUID } from '../../graphql/scalars/uuid.scalar';
import { UserRoleEnum, UserStatusEnum } from '../enums';

@ObjectType()
export class UserType {
  @Field(() => UUID)
  uuid!: string;

  @Field(() => UserRoleEnum)
  role!: UserRole;

  @Field(() => UserStatusEnum)
  status!: UserStatus;

  @Field()
  login!: string;

  @Field(() => UUID)
  grafanaOrgName!: string;

  @Field(() => String, { nullable: true })
  grafanaOrgId!: string | null;

  @Field()
  createDatetime!: Date;
}

@ObjectType()
export class UsersResultType {
  @Field()
  count!: number;

  @Field(() => [UserType])
  users!: UserType[];
}
