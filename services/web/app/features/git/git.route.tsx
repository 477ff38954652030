import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { rootRoute } from '../../root.route';
import { readRegistriesSearch, readRegistrySearch, readRepoSearch, readReposSearch } from './git-search';

const registriesRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/registries',
  validateSearch: readRegistriesSearch,
  component: lazyRouteComponent(() => import('./registries.page'), 'RegistriesPage'),
});

const registryRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/registry/$uuid',
  validateSearch: readRegistrySearch,
  component: lazyRouteComponent(() => import('./registry.page'), 'RegistryPage'),
});

const reposRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/repos',
  validateSearch: readReposSearch,
  component: lazyRouteComponent(() => import('./repos.page'), 'ReposPage'),
});

const repoRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/repo/$uuid',
  validateSearch: readRepoSearch,
  component: lazyRouteComponent(() => import('./repo.page'), 'RepoPage'),
});

export const gitRoutes = [registriesRoute, registryRoute, reposRoute, repoRoute] as const;
