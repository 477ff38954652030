import { runService } from '@unitfleet/service-host';
import { gatewayGraphql } from './service';

void runService(gatewayGraphql);
