import { Module, type DynamicModule } from '@nestjs/common';
import { PersistenceModule } from '@unitfleet/persistence';
import { DashboardSyncService } from './api/dashboard-sync.service';
import { DashboardsController } from './api/dashboards.controller';
import { DashboardsService } from './api/dashboards.service';
import { GrafanaSessionsController } from './api/grafana-sessions.controller';
import { NodeRemovalsController } from './api/node-removals.controller';
import { PanelLinksService } from './api/panel-links.service';
import { PanelsController } from './api/panels.controller';
import { PanelsService } from './api/panels.service';
import { dashboardsSchema } from './data/dashboards-schema';
import { DashboardsRepository } from './data/dashboards.repository';
import { PanelsRepository } from './data/panels.repository';
import { UnitNodesClient } from './data/unit-nodes.client';
import { DASHBOARDS_SETTINGS, type DashboardsSettings } from './settings';

@Module({})
export class DashboardsModule {
  static with(settings: DashboardsSettings): DynamicModule {
    const database = { url: settings.DATABASE_URL, poolSize: settings.DATABASE_POOL_SIZE };
    return {
      module: DashboardsModule,
      imports: [PersistenceModule.forSchema(dashboardsSchema, database)],
      controllers: [
        DashboardsController,
        PanelsController,
        GrafanaSessionsController,
        NodeRemovalsController,
      ],
      providers: [
        { provide: DASHBOARDS_SETTINGS, useValue: settings },
        DashboardsRepository,
        PanelsRepository,
        UnitNodesClient,
        DashboardsService,
        PanelsService,
        PanelLinksService,
        DashboardSyncService,
      ],
    };
  }
}
