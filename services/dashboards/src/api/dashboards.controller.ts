import { Controller, UseGuards } from '@nestjs/common';
import { Ctx, Payload } from '@nestjs/microservices';
import {
  createDashboard,
  deleteDashboard,
  getDashboard,
  listDashboards,
  syncDashboard,
  type OperationInput,
} from '@unitfleet/contracts';
import { RpcHandler, type Call } from '@unitfleet/messaging';
import { DashboardSyncService } from './dashboard-sync.service';
import { DashboardsService } from './dashboards.service';
import { IntegrationSwitch } from './integration-switch.guard';

@Controller()
@UseGuards(IntegrationSwitch)
export class DashboardsController {
  constructor(
    private readonly dashboards: DashboardsService,
    private readonly syncing: DashboardSyncService,
  ) {}

  @RpcHandler(createDashboard)
  create(@Payload() request: OperationInput<typeof createDashboard>, @Ctx() call: Call) {
    return this.dashboards.create(call.actor, request.name);
  }

  @RpcHandler(getDashboard)
  get(@Payload() request: OperationInput<typeof getDashboard>, @Ctx() call: Call) {
    return this.dashboards.get(call.actor, request.uuid);
  }

  @RpcHandler(listDashboards)
  list(@Payload() request: OperationInput<typeof listDashboards>, @Ctx() call: Call) {
    return this.dashboards.list(call.actor, request);
  }

  @RpcHandler(syncDashboard)
  sync(@Payload() request: OperationInput<typeof syncDashboard>, @Ctx() call: Call) {
    return this.syncing.sync(call.actor, request.uuid);
  }

  @RpcHandler(deleteDashboard)
  delete(@Payload() request: OperationInput<typeof deleteDashboard>, @Ctx() call: Call) {
    return this.dashboards.delete(call.actor, request.uuid);
  }
}
