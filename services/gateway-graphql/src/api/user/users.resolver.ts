import { Args, Mutation, Query, Resolver } from '@nestjs/graphql';
import {
  blockUser,
  createTelegramLink,
  getUser,
  listUsers,
  registerUser,
  unblockUser,
  updateUser,
  type Actor,
} from '@unitfleet/contracts';
import { RequestLimits } from '@unitfleet/gateway';
import { RpcClient } from '@unitfleet/messaging';
import { NONE, NoneType } from '../../graphql/none.type';
import { PagePipe } from '../../graphql/page.input';
import { Caller, CallerAddress } from '../../graphql/request/caller.decorator';
import { UuidArgument } from '../../graphql/uuid-argument.decorator';
import { UserCreateInput, UserFilterInput, UserUpdateInput } from './user.inputs';
import { UsersResultType, UserType } from './user.types';

@Resolver()
export class UsersResolver {
  constructor(
    private readonly rpc: RpcClient,
    private readonly limits: RequestLimits,
  ) {}

  @Query(() => UserType)
  getUser(@Caller() actor: Actor, @UuidArgument() uuid: string) {
    return this.rpc.call(getUser, { uuid }, actor);
  }

  @Query(() => UsersResultType)
  getUsers(@Caller() actor: Actor, @Args('filters', PagePipe) filters: UserFilterInput) {
    return this.rpc.call(listUsers, { ...filters, uuids: filters.uuids ?? [] }, actor);
  }

  @Query(() => String)
  async getVerificationUser(@Caller() actor: Actor) {
    return (await this.rpc.call(createTelegramLink, {}, actor)).link;
  }

  @Mutation(() => UserType)
  createUser(
    @Caller() actor: Actor,
    @CallerAddress() address: string,
    @Args('user') { login, password }: UserCreateInput,
  ) {
    this.limits.takeExpensive('registration', actor, address);
    return this.rpc.call(registerUser, { login, password }, actor);
  }

  @Mutation(() => UserType)
  updateUser(@Caller() actor: Actor, @Args('user') user: UserUpdateInput) {
    return this.rpc.call(updateUser, user, actor);
  }

  @Mutation(() => NoneType)
  async blockUser(@Caller() actor: Actor, @UuidArgument() uuid: string) {
    await this.rpc.call(blockUser, { uuid }, actor);
    return NONE;
  }

  @Mutation(() => NoneType)
  async unblockUser(@Caller() actor: Actor, @UuidArgument() uuid: string) {
    await this.rpc.call(unblockUser, { uuid }, actor);
    return NONE;
  }
}
