import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { rootRoute } from '../../root.route';
import { readGuideSearch } from './guide-search';

const guideRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/start',
  validateSearch: readGuideSearch,
  component: lazyRouteComponent(() => import('./guide.page'), 'GuidePage'),
});

export const guideRoutes = [guideRoute] as const;
