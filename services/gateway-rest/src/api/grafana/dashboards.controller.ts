import { Body, Delete, Get, Inject, Post, Query } from '@nestjs/common';
import {
  createDashboard,
  dashboardViewSchema,
  deleteDashboard,
  getDashboard,
  listDashboards,
  syncDashboard,
  type Actor,
} from '@unitfleet/contracts';
import { RpcClient } from '@unitfleet/messaging';
import { Answers, AnswersNothing, Creates } from '../../http/answer/answers.decorator';
import { assertPage } from '../../http/fields/page.query';
import { Caller } from '../../http/request/caller.decorator';
import { camelKeys } from '../../http/request/camel-keys';
import { PathUuid } from '../../http/request/path-uuid.decorator';
import { RestController } from '../../http/routes/rest-controller.decorator';
import { SETTINGS, type Settings } from '../../settings';
import { CreateDashboardBody, DashboardQuery, DashboardsQuery } from './grafana.dto';

@RestController('grafana')
export class DashboardsController {
  constructor(
    private readonly rpc: RpcClient,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {}

  @Post('create_dashboard')
  @Creates('Dashboard', dashboardViewSchema)
  async create(@Caller() actor: Actor, @Body() body: CreateDashboardBody) {
    return this.rpc.call(createDashboard, body, actor);
  }

  @Get('get_dashboards')
  @Answers('Dashboards', listDashboards.response)
  async list(@Caller() actor: Actor, @Query() query: DashboardsQuery) {
    assertPage(query, this.settings.PU_MAX_PAGINATION_SIZE);
    return this.rpc.call(listDashboards, camelKeys(query), actor);
  }

  @Get('get_dashboard/:uuid')
  @Answers('Dashboard', dashboardViewSchema)
  async get(@Caller() actor: Actor, @PathUuid() uuid: string) {
    return this.rpc.call(getDashboard, { uuid }, actor);
  }

  /** What went wrong at Grafana is told by the dashboard (10A.19). */
  @Post('sync_dashboard')
  @Answers('Dashboard', dashboardViewSchema)
  async sync(@Caller() actor: Actor, @Query() query: DashboardQuery) {
    return this.rpc.call(syncDashboard, { uuid: query.uuid }, actor);
  }

  @Delete('delete_dashboard/:uuid')
  @AnswersNothing()
  async delete(@Caller() actor: Actor, @PathUuid() uuid: string): Promise<void> {
    await this.rpc.call(deleteDashboard, { uuid }, actor);
  }
}
