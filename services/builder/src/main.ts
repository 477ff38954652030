import { runService } from '@unitfleet/service-host';
import { BuilderModule } from './builder.module';
import { builderSettings } from './settings';

void runService({
  name: 'builder',
  settings: builderSettings,
  module: (settings) => BuilderModule.with(settings),
});
