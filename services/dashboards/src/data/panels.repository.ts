import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { notFound } from '@unitfleet/contracts';
import { DataSource, type EntityManager } from 'typeorm';
import { DashboardPanelEntity } from './dashboard-panel.entity';
import { PanelUnitNodeEntity } from './panel-unit-node.entity';

/** A panel and what it shows, both in the order in which they were added. */
export interface PanelWithLinks {
  readonly panel: DashboardPanelEntity;
  readonly links: readonly PanelUnitNodeEntity[];
}

@Injectable()
export class PanelsRepository {
  constructor(@InjectDataSource() private readonly source: DataSource) {}

  /** @throws DomainError Validation for an unknown uuid. */
  get(uuid: string): Promise<DashboardPanelEntity> {
    return PanelsRepository.require(this.source.manager, uuid);
  }

  async ofDashboard(dashboardUuid: string): Promise<PanelWithLinks[]> {
    const panels = await this.source.getRepository(DashboardPanelEntity).find({
      where: { dashboardUuid },
      order: { createDatetime: 'ASC', uuid: 'ASC' },
    });
    const links = await this.source
      .getRepository(PanelUnitNodeEntity)
      .createQueryBuilder('link')
      .where('link.dashboardPanelsUuid = any(:panels)', { panels: panels.map(({ uuid }) => uuid) })
      .orderBy('link.createDatetime', 'ASC')
      .addOrderBy('link.uuid', 'ASC')
      .getMany();
    const byPanel = new Map(panels.map(({ uuid }): [string, PanelUnitNodeEntity[]] => [uuid, []]));
    for (const link of links) byPanel.get(link.dashboardPanelsUuid)?.push(link);
    return panels.map((panel) => ({ panel, links: byPanel.get(panel.uuid) ?? [] }));
  }

  /** @throws DomainError Validation for an unknown uuid. */
  static async require(manager: EntityManager, uuid: string): Promise<DashboardPanelEntity> {
    const panel = await manager.findOneBy(DashboardPanelEntity, { uuid });
    if (!panel) throw notFound('Panel', uuid);
    return panel;
  }
}
