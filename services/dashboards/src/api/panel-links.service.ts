import { randomUUID } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { requireAccess } from '@unitfleet/access';
import {
  type Actor,
  type linkUnitNodeToPanel,
  notFound,
  type OperationInput,
  type PanelUnitNodeView,
  type UnitNodeView,
  type unlinkUnitNodeFromPanel,
} from '@unitfleet/contracts';
import { Transactions } from '@unitfleet/persistence';
import { Clock } from '@unitfleet/service-host';
import type { EntityManager } from 'typeorm';
import type { DashboardPanelEntity } from '../data/dashboard-panel.entity';
import { DashboardsRepository } from '../data/dashboards.repository';
import { isDeletedNode } from '../data/node-tombstones';
import { PanelUnitNodeEntity } from '../data/panel-unit-node.entity';
import { PanelsRepository } from '../data/panels.repository';
import { UnitNodesClient } from '../data/unit-nodes.client';
import { requireRoomForNode } from '../domain/board-rules';
import { DASHBOARDS_SETTINGS, type DashboardsSettings } from '../settings';
import { panelUnitNodeView } from './board.views';

/** Which nodes a panel shows (`docs/protocol/rest-graphql.md 6.4`). */
@Injectable()
export class PanelLinksService {
  constructor(
    private readonly panels: PanelsRepository,
    private readonly nodes: UnitNodesClient,
    private readonly transactions: Transactions,
    private readonly clock: Clock,
    @Inject(DASHBOARDS_SETTINGS) private readonly settings: DashboardsSettings,
  ) {}

  async link(actor: Actor, request: OperationInput<typeof linkUnitNodeToPanel>): Promise<PanelUnitNodeView> {
    const { unitNodeUuid, dashboardPanelsUuid, isLastData, isForcedToJson } = request;
    const { panel, node } = await this.resolve('panel.link-node', actor, dashboardPanelsUuid, unitNodeUuid);
    const unitName = await this.nodes.unitNameOf(actor, node);
    const link = {
      uuid: randomUUID(),
      isLastData,
      isForcedToJson,
      createDatetime: new Date(this.clock.now()),
      creatorUuid: panel.creatorUuid,
      unitNodeUuid,
      dashboardPanelsUuid,
    };
    await this.transactions.run(({ manager }) => this.insert(manager, panel, link));
    return panelUnitNodeView(link, { node, unitName });
  }

  async unlink(actor: Actor, request: OperationInput<typeof unlinkUnitNodeFromPanel>): Promise<null> {
    const { unitNodeUuid, dashboardPanelUuid } = request;
    const { panel } = await this.resolve('panel.unlink-node', actor, dashboardPanelUuid, unitNodeUuid);
    await this.transactions.run(async ({ manager }) => {
      const dashboard = await DashboardsRepository.lock(manager, panel.dashboardUuid);
      const link = { dashboardPanelsUuid: panel.uuid, unitNodeUuid };
      const { affected } = await manager.delete(PanelUnitNodeEntity, link);
      if (affected) await DashboardsRepository.touch(manager, dashboard);
    });
    return null;
  }

  private async resolve(
    operation: 'panel.link-node' | 'panel.unlink-node',
    actor: Actor,
    panelUuid: string,
    nodeUuid: string,
  ): Promise<{ panel: DashboardPanelEntity; node: UnitNodeView }> {
    const panel = await this.panels.get(panelUuid);
    const node = await this.nodes.get(actor, nodeUuid);
    requireAccess(operation, actor, {
      panelCreatorUuid: panel.creatorUuid,
      nodeCreatorUuid: node.creatorUuid,
    });
    return { panel, node };
  }

  private async insert(
    manager: EntityManager,
    { dashboardUuid }: DashboardPanelEntity,
    link: PanelUnitNodeEntity,
  ): Promise<void> {
    const { unitNodeUuid, dashboardPanelsUuid } = link;
    if (await isDeletedNode(manager, unitNodeUuid)) throw notFound('UnitNode', unitNodeUuid);
    const dashboard = await DashboardsRepository.lock(manager, dashboardUuid);
    await PanelsRepository.require(manager, dashboardPanelsUuid);
    const links = await manager.findBy(PanelUnitNodeEntity, { dashboardPanelsUuid });
    const linked = links.map((other) => other.unitNodeUuid);
    requireRoomForNode(linked, unitNodeUuid, this.settings.PU_GRAFANA_LIMIT_UNIT_NODE_PER_ONE_PANEL);
    await manager.insert(PanelUnitNodeEntity, link);
    await DashboardsRepository.touch(manager, dashboard);
  }
}
