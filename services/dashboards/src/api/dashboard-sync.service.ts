import { Injectable } from '@nestjs/common';
import { requireAccess } from '@unitfleet/access';
import { type Actor, type DashboardView, dashboardSynced, DomainError } from '@unitfleet/contracts';
import { Transactions } from '@unitfleet/persistence';
import { Clock } from '@unitfleet/service-host';
import { DashboardEntity } from '../data/dashboard.entity';
import { DashboardsRepository } from '../data/dashboards.repository';
import { PanelsRepository } from '../data/panels.repository';
import { UnitNodesClient } from '../data/unit-nodes.client';
import { requireSyncable } from '../domain/sync-preconditions';
import { dashboardView } from './board.views';

/** Brings dashboards to Grafana (`docs/protocol/rest-graphql.md 6.4`). */
@Injectable()
export class DashboardSyncService {
  constructor(
    private readonly dashboards: DashboardsRepository,
    private readonly panels: PanelsRepository,
    private readonly nodes: UnitNodesClient,
    private readonly transactions: Transactions,
    private readonly clock: Clock,
  ) {}

  /**
   * What is wrong with Grafana is told by the answer.
   *
   * @throws DomainError for what is wrong with the dashboard; nothing is stored then.
   */
  async sync(actor: Actor, uuid: string): Promise<DashboardView> {
    requireAccess('dashboard.sync', actor, await this.dashboards.get(uuid));
    const panels = await this.panels.ofDashboard(uuid);
    const linked = panels.flatMap(({ links }) => links.map(({ unitNodeUuid }) => unitNodeUuid));
    const nodes = await this.nodes.describe(actor, linked);
    requireSyncable(
      panels.length,
      [...nodes.values()].map(({ node }) => node),
    );
    return this.storeFailure(uuid, new DomainError('Grafana', 'Grafana is not configured'));
  }

  private storeFailure(uuid: string, { message }: DomainError): Promise<DashboardView> {
    return this.transactions.run(async ({ manager, emit }) => {
      const before = await DashboardsRepository.lock(manager, uuid);
      const dashboard: DashboardEntity = {
        ...before,
        version: before.version + 1,
        syncStatus: 'Error',
        syncError: message,
        syncLastDatetime: new Date(this.clock.now()),
      };
      await manager.save(DashboardEntity, dashboard);
      emit(dashboardSynced, dashboard, { uuid, status: 'Error', error: message });
      return dashboardView(dashboard);
    });
  }
}
