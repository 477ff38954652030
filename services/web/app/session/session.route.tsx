import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { rootRoute } from '../root.route';

/** Where to go afterwards: a page of ours, never another site. */
const readNext = (search: Record<string, unknown>): { next?: string } => {
  const next = search['next'];
  return typeof next === 'string' && /^\/(?![/\\])/.test(next) ? { next } : {};
};

const signInRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/sign-in',
  validateSearch: readNext,
  component: lazyRouteComponent(() => import('./sign-in.page'), 'SignInPage'),
});

const registerRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/register',
  validateSearch: readNext,
  component: lazyRouteComponent(() => import('./register.page'), 'RegisterPage'),
});

const profileRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/profile',
  component: lazyRouteComponent(() => import('./profile.page'), 'ProfilePage'),
});

const userRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/user/$uuid',
  component: lazyRouteComponent(() => import('./user.page'), 'UserPage'),
});

export const sessionRoutes = [signInRoute, registerRoute, profileRoute, userRoute] as const;
