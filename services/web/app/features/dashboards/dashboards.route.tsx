import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { rootRoute } from '../../root.route';
import { PRESETS, type Preset } from '../data/time-range';

const dashboardsRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/dashboards',
  validateSearch: ({ q }: Record<string, unknown>): { q?: string } =>
    typeof q === 'string' && q ? { q } : {},
  component: lazyRouteComponent(() => import('./dashboards.page'), 'DashboardsPage'),
});

const dashboardRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/dashboard/$uuid',
  validateSearch: ({ range }: Record<string, unknown>): { range?: Preset } =>
    PRESETS.includes(range as Preset) ? { range: range as Preset } : {},
  component: lazyRouteComponent(() => import('./dashboard.page'), 'DashboardPage'),
});

export const dashboardRoutes = [dashboardsRoute, dashboardRoute] as const;
