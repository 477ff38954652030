import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { rootRoute } from '../../root.route';

const unitRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/unit/$uuid',
  component: lazyRouteComponent(() => import('./unit.page'), 'UnitPage'),
});

export const unitRoutes = [unitRoute] as const;
