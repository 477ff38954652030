import { runService } from '@unitfleet/service-host';
import { AuthHookModule } from './auth-hook.module';
import { settings } from './settings';

void runService({
  name: 'auth-hook',
  settings,
  module: (values) => AuthHookModule.with(values),
  // EMQX keeps its pooled connections open without using them; closing them first would refuse devices.
  http: { keepAliveTimeout: 3_600_000, forceCloseConnections: true },
});
