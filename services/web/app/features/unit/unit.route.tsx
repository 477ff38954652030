import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { rootRoute } from '../../root.route';
import { readUnitSearch } from './unit-search';

const unitRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/unit/$uuid',
  validateSearch: readUnitSearch,
  component: lazyRouteComponent(() => import('./unit.page'), 'UnitPage'),
});

export const unitRoutes = [unitRoute] as const;
