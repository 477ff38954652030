import type { ServiceDefinition } from '@unitfleet/service-host';
import { configureHttp, HTTP_OPTIONS } from './configure-http';
import { GatewayGraphqlModule } from './gateway-graphql.module';
import { gatewayGraphqlSettings } from './settings';

/** The service, as its process and its tests boot it. */
export const gatewayGraphql: ServiceDefinition<typeof gatewayGraphqlSettings> = {
  name: 'gateway-graphql',
  settings: gatewayGraphqlSettings,
  module: (settings) => GatewayGraphqlModule.with(settings),
  http: HTTP_OPTIONS,
  configure: configureHttp,
};
