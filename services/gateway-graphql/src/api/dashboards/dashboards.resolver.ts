import { Args, Mutation, Query, Resolver } from '@nestjs/graphql';
import {
  createDashboard,
  deleteDashboard,
  getDashboard,
  listDashboards,
  syncDashboard,
  type Actor,
} from '@unitfleet/contracts';
import { RpcClient } from '@unitfleet/messaging';
import { NONE, NoneType } from '../../graphql/none.type';
import { PagePipe } from '../../graphql/page.input';
import { Caller } from '../../graphql/request/caller.decorator';
import { UuidArgument } from '../../graphql/uuid-argument.decorator';
import { DashboardCreateInput, DashboardFilterInput } from './dashboard.inputs';
import { DashboardsResultType, DashboardType } from './dashboard.types';

@Resolver()
export class DashboardsResolver {
  constructor(private readonly rpc: RpcClient) {}

  @Query(() => DashboardType)
  async getDashboard(@Caller() actor: Actor, @UuidArgument() uuid: string) {
    return this.rpc.call(getDashboard, { uuid }, actor);
  }

  @Query(() => DashboardsResultType)
  async getDashboards(@Caller() actor: Actor, @Args('filters', PagePipe) filters: DashboardFilterInput) {
    return this.rpc.call(listDashboards, filters, actor);
  }

  @Mutation(() => DashboardType)
  async createDashboard(@Caller() actor: Actor, @Args('dashboard') dashboard: DashboardCreateInput) {
    return this.rpc.call(createDashboard, dashboard, actor);
  }

  @Mutation(() => DashboardType)
  async syncDashboard(@Caller() actor: Actor, @UuidArgument() uuid: string) {
    return this.rpc.call(syncDashboard, { uuid }, actor);
  }

  @Mutation(() => NoneType)
  async deleteDashboard(@Caller() actor: Actor, @UuidArgument() uuid: string) {
    await this.rpc.call(deleteDashboard, { uuid }, actor);
    return NONE;
  }
}
