import { Args, Mutation, Query, Resolver } from '@nestjs/graphql';
import type { Actor } from '@unitfleet/contracts';
import { PermissionDesk } from '@unitfleet/gateway';
import { NONE, NoneType } from '../../graphql/none.type';
import { PagePipe } from '../../graphql/page.input';
import { Caller } from '../../graphql/request/caller.decorator';
import { UuidArgument } from '../../graphql/uuid-argument.decorator';
import { PermissionCreateInput, PermissionFilterInput } from './permission.inputs';
import { PermissionsType, PermissionType } from './permission.types';

@Resolver()
export class PermissionsResolver {
  constructor(private readonly desk: PermissionDesk) {}

  @Query(() => PermissionsType)
  getResourceAgents(@Caller() actor: Actor, @Args('filters', PagePipe) filters: PermissionFilterInput) {
    return this.desk.list(filters, actor);
  }

  @Mutation(() => PermissionType)
  createPermission(@Caller() actor: Actor, @Args('permission') permission: PermissionCreateInput) {
    return this.desk.create(permission, actor);
  }

  @Mutation(() => NoneType)
  async deletePermission(
    @Caller() actor: Actor,
    @UuidArgument('agentUuid') agentUuid: string,
    @UuidArgument('resourceUuid') resourceUuid: string,
  ) {
    await this.desk.delete({ agentUuid, resourceUuid }, actor);
    return NONE;
  }
}
