import { runService } from '@unitfleet/service-host';
import { DashboardsModule } from './dashboards.module';
import { dashboardsSettings } from './settings';

void runService({
  name: 'dashboards',
  settings: dashboardsSettings,
  module: (settings) => DashboardsModule.with(settings),
});
