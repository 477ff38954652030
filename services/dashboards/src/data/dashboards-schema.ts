import type { SchemaDeclaration } from '@unitfleet/persistence';
import { DashboardPanelEntity } from './dashboard-panel.entity';
import { DashboardEntity } from './dashboard.entity';
import { Initial } from './migrations/initial.migration';
import { PanelUnitNodeEntity } from './panel-unit-node.entity';

export const dashboardsSchema: SchemaDeclaration = {
  schema: 'dashboards',
  entities: [DashboardEntity, DashboardPanelEntity, PanelUnitNodeEntity],
  migrations: [Initial],
};
