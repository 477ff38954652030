import { createRoute, lazyRouteComponent, redirect } from '@tanstack/react-router';
import { rootRoute } from '../../root.route';

const homeRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/',
  component: lazyRouteComponent(() => import('./home.page'), 'HomePage'),
});

/** Messages of the bot lead here. */
const domainRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/domain/$id',
  beforeLoad: () => {
    throw redirect({ to: '/', replace: true });
  },
});

export const homeRoutes = [homeRoute, domainRoute] as const;
