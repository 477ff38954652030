import { Controller, UseGuards } from '@nestjs/common';
import { Ctx, Payload } from '@nestjs/microservices';
import {
  createDashboardPanel,
  deleteDashboardPanel,
  linkUnitNodeToPanel,
  listDashboardPanels,
  unlinkUnitNodeFromPanel,
  type OperationInput,
} from '@unitfleet/contracts';
import { RpcHandler, type Call } from '@unitfleet/messaging';
import { IntegrationSwitch } from './integration-switch.guard';
import { PanelLinksService } from './panel-links.service';
import { PanelsService } from './panels.service';

@Controller()
@UseGuards(IntegrationSwitch)
export class PanelsController {
  constructor(
    private readonly panels: PanelsService,
    private readonly links: PanelLinksService,
  ) {}

  @RpcHandler(createDashboardPanel)
  create(@Payload() request: OperationInput<typeof createDashboardPanel>, @Ctx() call: Call) {
    return this.panels.create(call.actor, request);
  }

  @RpcHandler(listDashboardPanels)
  list(@Payload() request: OperationInput<typeof listDashboardPanels>, @Ctx() call: Call) {
    return this.panels.list(call.actor, request.dashboardUuid);
  }

  @RpcHandler(deleteDashboardPanel)
  delete(@Payload() request: OperationInput<typeof deleteDashboardPanel>, @Ctx() call: Call) {
    return this.panels.delete(call.actor, request.uuid);
  }

  @RpcHandler(linkUnitNodeToPanel)
  link(@Payload() request: OperationInput<typeof linkUnitNodeToPanel>, @Ctx() call: Call) {
    return this.links.link(call.actor, request);
  }

  @RpcHandler(unlinkUnitNodeFromPanel)
  unlink(@Payload() request: OperationInput<typeof unlinkUnitNodeFromPanel>, @Ctx() call: Call) {
    return this.links.unlink(call.actor, request);
  }
}
