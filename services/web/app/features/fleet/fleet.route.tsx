import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { rootRoute } from '../../root.route';

const fleetRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/fleet',
  component: lazyRouteComponent(() => import('./fleet.page'), 'FleetPage'),
});

export const fleetRoutes = [fleetRoute] as const;
