import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { rootRoute } from '../../root.route';

const nodeRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/unit-node/$uuid',
  component: lazyRouteComponent(() => import('./node.page'), 'NodePage'),
});

export const nodeRoutes = [nodeRoute] as const;
