import { runService } from '@unitfleet/service-host';
import { DatapipeModule } from './datapipe.module';
import { datapipeSettings } from './settings';

void runService({
  name: 'datapipe',
  settings: datapipeSettings,
  module: (settings) => DatapipeModule.with(settings),
});
