import { runService } from '@unitfleet/service-host';
import { unitsSettings } from './settings';
import { UnitsModule } from './units.module';

void runService({
  name: 'units',
  settings: unitsSettings,
  module: (settings) => UnitsModule.with(settings),
});
