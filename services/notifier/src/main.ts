import { runService } from '@unitfleet/service-host';
import { NotifierModule } from './notifier.module';
import { settings } from './settings';

void runService({ name: 'notifier', settings, module: (values) => NotifierModule.with(values) });
