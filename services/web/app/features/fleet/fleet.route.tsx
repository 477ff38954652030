import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { rootRoute } from '../../root.route';
import { readFleetSearch } from './fleet-search';

const fleetRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/fleet',
  validateSearch: readFleetSearch,
  component: lazyRouteComponent(() => import('./fleet.page'), 'FleetPage'),
});

export const fleetRoutes = [fleetRoute] as const;
