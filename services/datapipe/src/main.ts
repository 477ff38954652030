import { runService } from '@unitfleet/service-host';
import { DatapipeModule } from './datapipe.module';
import { datapipeSettings } from './settings';

void runService({
  name: 'datapipe',
  settings: datapipeSettings,
  ignored: { PU_MIN_TOPIC_UPDATE_TIME: 'max_rate of a pipeline says how often its node is stored' },
  module: (settings) => DatapipeModule.with(settings),
});
