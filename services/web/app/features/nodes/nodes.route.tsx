import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { rootRoute } from '../../root.route';
import { readNodesSearch } from './nodes-search';

const nodesRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/unit-nodes',
  validateSearch: readNodesSearch,
  component: lazyRouteComponent(() => import('./nodes.page'), 'NodesPage'),
});

export const nodesRoutes = [nodesRoute] as const;
