import { Args, Mutation, Query, Resolver } from '@nestjs/graphql';
import {
  createDashboardPanel,
  deleteDashboardPanel,
  linkUnitNodeToPanel,
  listDashboardPanels,
  unlinkUnitNodeFromPanel,
  type Actor,
} from '@unitfleet/contracts';
import { RpcClient } from '@unitfleet/messaging';
import { NONE, NoneType } from '../../graphql/none.type';
import { Caller } from '../../graphql/request/caller.decorator';
import { UuidArgument } from '../../graphql/uuid-argument.decorator';
import { DashboardPanelCreateInput, LinkUnitNodeToPanelInput } from './dashboard.inputs';
import { DashboardPanelsResultType, DashboardPanelType, UnitNodeForPanelType } from './dashboard.types';

@Resolver()
export class PanelsResolver {
  constructor(private readonly rpc: RpcClient) {}

  @Query(() => DashboardPanelsResultType)
  async getDashboardPanels(@Caller() actor: Actor, @UuidArgument() dashboardUuid: string) {
    return this.rpc.call(listDashboardPanels, { dashboardUuid }, actor);
  }

  @Mutation(() => DashboardPanelType)
  async createDashboardPanel(
    @Caller() actor: Actor,
    @Args('dashboardPanel') panel: DashboardPanelCreateInput,
  ) {
    return this.rpc.call(createDashboardPanel, panel, actor);
  }

  @Mutation(() => NoneType)
  async deletePanel(@Caller() actor: Actor, @UuidArgument() uuid: string) {
    await this.rpc.call(deleteDashboardPanel, { uuid }, actor);
    return NONE;
  }

  /** The argument's name is the protocol's (10A.14). */
  @Mutation(() => UnitNodeForPanelType)
  async linkUnitNodeToPanel(@Caller() actor: Actor, @Args('dashboard') link: LinkUnitNodeToPanelInput) {
    return this.rpc.call(linkUnitNodeToPanel, link, actor);
  }

  @Mutation(() => NoneType)
  async deleteLink(
    @Caller() actor: Actor,
    @UuidArgument('unitNodeUuid') unitNodeUuid: string,
    @UuidArgument('dashboardPanelUuid') dashboardPanelUuid: string,
  ) {
    await this.rpc.call(unlinkUnitNodeFromPanel, { unitNodeUuid, dashboardPanelUuid }, actor);
    return NONE;
  }
}
