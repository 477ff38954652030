import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { rootRoute } from '../../root.route';
import { readAdminSearch } from './admin-search';

const adminRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/admin',
  validateSearch: readAdminSearch,
  component: lazyRouteComponent(() => import('./admin.page'), 'AdminPage'),
});

export const adminRoutes = [adminRoute] as const;
