import { Body, Delete, Get, Post, Query } from '@nestjs/common';
import { ApiParam } from '@nestjs/swagger';
import {
  createDashboardPanel,
  dashboardPanelViewSchema,
  deleteDashboardPanel,
  linkUnitNodeToPanel,
  listDashboardPanels,
  panelUnitNodeViewSchema,
  unlinkUnitNodeFromPanel,
  type Actor,
} from '@unitfleet/contracts';
import { RpcClient } from '@unitfleet/messaging';
import { Answers, AnswersNothing, Creates } from '../../http/answer/answers.decorator';
import { Caller } from '../../http/request/caller.decorator';
import { camelKeys } from '../../http/request/camel-keys';
import { PathUuid } from '../../http/request/path-uuid.decorator';
import { RestController } from '../../http/routes/rest-controller.decorator';
import { CreatePanelBody, LinkUnitNodeBody, UnlinkUnitNodeQuery } from './grafana.dto';

/** Panels of dashboards, and the nodes that they show. */
@RestController('grafana')
export class PanelsController {
  constructor(private readonly rpc: RpcClient) {}

  @Post('create_dashboard_panel')
  @Creates('DashboardPanel', dashboardPanelViewSchema)
  async create(@Caller() actor: Actor, @Body() body: CreatePanelBody) {
    return this.rpc.call(createDashboardPanel, camelKeys(body), actor);
  }

  @Get('get_dashboard_panels/:uuid')
  @Answers('DashboardPanels', listDashboardPanels.response)
  async list(@Caller() actor: Actor, @PathUuid() dashboardUuid: string) {
    return this.rpc.call(listDashboardPanels, { dashboardUuid }, actor);
  }

  @Delete('delete_panel/:uuid')
  @AnswersNothing()
  async delete(@Caller() actor: Actor, @PathUuid() uuid: string): Promise<void> {
    await this.rpc.call(deleteDashboardPanel, { uuid }, actor);
  }

  @Post('link_unit_node_to_panel')
  @Creates('PanelUnitNode', panelUnitNodeViewSchema)
  async link(@Caller() actor: Actor, @Body() body: LinkUnitNodeBody) {
    return this.rpc.call(linkUnitNodeToPanel, camelKeys(body), actor);
  }

  /** The path says nothing: the query names node and panel (10A.13). */
  @Delete('delete_link/:anything')
  @ApiParam({ name: 'anything', type: String, description: 'Ignored' })
  @AnswersNothing()
  async unlink(@Caller() actor: Actor, @Query() query: UnlinkUnitNodeQuery): Promise<void> {
    await this.rpc.call(unlinkUnitNodeFromPanel, camelKeys(query), actor);
  }
}
