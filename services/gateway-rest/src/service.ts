import type { ServiceDefinition } from '@unitfleet/service-host';
import { configureHttp, HTTP_OPTIONS } from './configure-http';
import { GatewayRestModule } from './gateway-rest.module';
import { gatewayRestSettings } from './settings';

/** The service, as its process and its tests boot it. */
export const gatewayRest: ServiceDefinition<typeof gatewayRestSettings> = {
  name: 'gateway-rest',
  settings: gatewayRestSettings,
  module: (settings) => GatewayRestModule.with(settings),
  http: HTTP_OPTIONS,
  configure: configureHttp,
};
