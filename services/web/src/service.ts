import type { ServiceDefinition } from '@unitfleet/service-host';
import { configureHttp } from './configure-http';
import { webSettings } from './settings';
import { WebModule } from './web.module';

/** The service, as its process and its tests boot it. */
export const web: ServiceDefinition<typeof webSettings> = {
  name: 'web',
  settings: webSettings,
  module: () => WebModule,
  configure: configureHttp,
  http: { keepAliveTimeout: 75_000 },
};
