import { runService } from '@unitfleet/service-host';
import { BrokerHookRoutes } from './api/broker-hook.routes';
import { AuthHookModule } from './auth-hook.module';
import { settings } from './settings';

void runService({
  name: 'auth-hook',
  settings,
  module: (values) => AuthHookModule.with(values),
  configure: (app) => app.get(BrokerHookRoutes).mount(app.getHttpAdapter().getInstance()),
  // EMQX keeps its pooled connections open without using them; closing them first would refuse devices.
  http: { keepAliveTimeout: 3_600_000, forceCloseConnections: true },
});
