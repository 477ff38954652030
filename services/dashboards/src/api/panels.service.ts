import { randomUUID } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { requireAccess } from '@unitfleet/access';
import {
  type Actor,
  type createDashboardPanel,
  type DashboardPanelView,
  notFound,
  type OperationInput,
} from '@unitfleet/contracts';
import { Transactions } from '@unitfleet/persistence';
import { Clock } from '@unitfleet/service-host';
import { DashboardPanelEntity } from '../data/dashboard-panel.entity';
import { DashboardsRepository } from '../data/dashboards.repository';
import { PanelsRepository } from '../data/panels.repository';
import { UnitNodesClient } from '../data/unit-nodes.client';
import { requireBoardName } from '../domain/board-rules';
import { DASHBOARDS_SETTINGS, type DashboardsSettings } from '../settings';
import { panelUnitNodeView, panelView } from './board.views';

/** Panels of dashboards (`docs/protocol/rest-graphql.md 6.4`). */
@Injectable()
export class PanelsService {
  constructor(
    private readonly dashboards: DashboardsRepository,
    private readonly panels: PanelsRepository,
    private readonly nodes: UnitNodesClient,
    private readonly transactions: Transactions,
    private readonly clock: Clock,
    @Inject(DASHBOARDS_SETTINGS) private readonly settings: DashboardsSettings,
  ) {}

  async create(
    actor: Actor,
    { dashboardUuid, title, type }: OperationInput<typeof createDashboardPanel>,
  ): Promise<DashboardPanelView> {
    const { creatorUuid } = await this.dashboards.get(dashboardUuid);
    requireAccess('panel.create', actor, { creatorUuid });
    requireBoardName(title, this.settings.PU_AVAILABLE_NAME_ENTITY_SYMBOLS);
    const createDatetime = new Date(this.clock.now());
    const panel = { uuid: randomUUID(), type, title, createDatetime, creatorUuid, dashboardUuid };
    await this.transactions.run(async ({ manager }) => {
      const dashboard = await DashboardsRepository.lock(manager, dashboardUuid);
      await manager.insert(DashboardPanelEntity, panel);
      await DashboardsRepository.touch(manager, dashboard);
    });
    return panelView(panel, []);
  }

  /** Nodes that the asking user does not see any more are left out. */
  async list(actor: Actor, dashboardUuid: string): Promise<{ count: number; panels: DashboardPanelView[] }> {
    requireAccess('dashboard.list-panels', actor, await this.dashboards.get(dashboardUuid));
    const panels = await this.panels.ofDashboard(dashboardUuid);
    const linked = panels.flatMap(({ links }) => links.map(({ unitNodeUuid }) => unitNodeUuid));
    const nodes = await this.nodes.describe(actor, linked);
    const views = panels.map(({ panel, links }) => {
      const shown = links.flatMap((link) => {
        const node = nodes.get(link.unitNodeUuid);
        return node ? [panelUnitNodeView(link, node)] : [];
      });
      return panelView(panel, shown);
    });
    return { count: views.length, panels: views };
  }

  async delete(actor: Actor, uuid: string): Promise<null> {
    const panel = await this.panels.get(uuid);
    requireAccess('panel.delete', actor, panel);
    await this.transactions.run(async ({ manager }) => {
      const dashboard = await DashboardsRepository.lock(manager, panel.dashboardUuid);
      const { affected } = await manager.delete(DashboardPanelEntity, { uuid });
      if (!affected) throw notFound('Panel', uuid);
      await DashboardsRepository.touch(manager, dashboard);
    });
    return null;
  }
}
