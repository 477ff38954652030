import { randomUUID } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { requireAccess } from '@unitfleet/access';
import {
  type Actor,
  type DashboardView,
  type listDashboards,
  type OperationInput,
} from '@unitfleet/contracts';
import { Transactions } from '@unitfleet/persistence';
import { Clock } from '@unitfleet/service-host';
import { DashboardEntity } from '../data/dashboard.entity';
import { DashboardsRepository } from '../data/dashboards.repository';
import { requireBoardName } from '../domain/board-rules';
import { DASHBOARDS_SETTINGS, type DashboardsSettings } from '../settings';
import { dashboardView } from './board.views';

/** Dashboards of Users (`docs/protocol/rest-graphql.md 6.4`). */
@Injectable()
export class DashboardsService {
  constructor(
    private readonly dashboards: DashboardsRepository,
    private readonly transactions: Transactions,
    private readonly clock: Clock,
    @Inject(DASHBOARDS_SETTINGS) private readonly settings: DashboardsSettings,
  ) {}

  async create(actor: Actor, name: string): Promise<DashboardView> {
    requireAccess('dashboard.create', actor, {});
    requireBoardName(name, this.settings.PU_AVAILABLE_NAME_ENTITY_SYMBOLS);
    const dashboard: DashboardEntity = {
      uuid: randomUUID(),
      version: 1,
      grafanaUuid: randomUUID(),
      name,
      createDatetime: new Date(this.clock.now()),
      dashboardUrl: null,
      incLastVersion: null,
      syncStatus: null,
      syncError: null,
      syncLastDatetime: null,
      creatorUuid: uuidOf(actor),
    };
    await this.transactions.run(async ({ manager }) => {
      await manager.insert(DashboardEntity, dashboard);
    });
    return dashboardView(dashboard);
  }

  async get(actor: Actor, uuid: string): Promise<DashboardView> {
    const dashboard = await this.dashboards.get(uuid);
    requireAccess('dashboard.get', actor, dashboard);
    return dashboardView(dashboard);
  }

  async list(
    actor: Actor,
    request: OperationInput<typeof listDashboards>,
  ): Promise<{ count: number; dashboards: DashboardView[] }> {
    requireAccess('dashboard.list', actor, {});
    const [dashboards, count] = await this.dashboards.listOf(uuidOf(actor), request);
    return { count, dashboards: dashboards.map(dashboardView) };
  }

  async delete(actor: Actor, uuid: string): Promise<null> {
    requireAccess('dashboard.delete', actor, await this.dashboards.get(uuid));
    await this.transactions.run(async ({ manager }) => {
      await DashboardsRepository.lock(manager, uuid);
      await manager.delete(DashboardEntity, { uuid });
    });
    return null;
  }
}

/** Only Users get past the rules of access that are asked before. */
const uuidOf = (actor: Actor): string => (actor.kind === 'User' ? actor.uuid : '');
