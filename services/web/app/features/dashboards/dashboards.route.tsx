import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { rootRoute } from '../../root.route';

const dashboardsRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/dashboards',
  component: lazyRouteComponent(() => import('./dashboards.page'), 'DashboardsPage'),
});

const dashboardRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/dashboard/$uuid',
  component: lazyRouteComponent(() => import('./dashboard.page'), 'DashboardPage'),
});

export const dashboardRoutes = [dashboardsRoute, dashboardRoute] as const;
