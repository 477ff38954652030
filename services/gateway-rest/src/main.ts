import { runService } from '@unitfleet/service-host';
import { gatewayRest } from './service';

void runService(gatewayRest);
