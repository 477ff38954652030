import { runService } from '@unitfleet/service-host';
import { web } from './service';

void runService(web);
