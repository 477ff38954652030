import { runService } from '@unitfleet/service-host';
import { RegistryModule } from './registry.module';
import { registrySettings } from './settings';

void runService({
  name: 'registry',
  settings: registrySettings,
  module: (settings) => RegistryModule.with(settings),
});
