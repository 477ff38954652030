import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { rootRoute } from '../../root.route';

const registriesRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/registries',
  component: lazyRouteComponent(() => import('./registries.page'), 'RegistriesPage'),
});

const registryRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/registry/$uuid',
  component: lazyRouteComponent(() => import('./registry.page'), 'RegistryPage'),
});

const reposRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/repos',
  component: lazyRouteComponent(() => import('./repos.page'), 'ReposPage'),
});

const repoRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/repo/$uuid',
  component: lazyRouteComponent(() => import('./repo.page'), 'RepoPage'),
});

export const gitRoutes = [registriesRoute, registryRoute, reposRoute, repoRoute] as const;
