import { createRouter } from '@tanstack/react-router';
import { adminRoutes } from './features/admin/admin.route';
import { dashboardRoutes } from './features/dashboards/dashboards.route';
import { fleetRoutes } from './features/fleet/fleet.route';
import { gitRoutes } from './features/git/git.route';
import { guideRoutes } from './features/guide/guide.route';
import { homeRoutes } from './features/home/home.route';
import { nodeRoutes } from './features/node/node.route';
import { nodesRoutes } from './features/nodes/nodes.route';
import { unitRoutes } from './features/unit/unit.route';
import { rootRoute } from './root.route';
import { sessionRoutes } from './session/session.route';
import { PageLoading } from './ui/page-loading';

/** Every page of the interface; each is fetched when it is first visited. */
export const router = createRouter({
  routeTree: rootRoute.addChildren([
    ...homeRoutes,
    ...sessionRoutes,
    ...fleetRoutes,
    ...guideRoutes,
    ...gitRoutes,
    ...unitRoutes,
    ...nodeRoutes,
    ...nodesRoutes,
    ...dashboardRoutes,
    ...adminRoutes,
  ]),
  defaultPreload: 'intent',
  defaultPendingComponent: PageLoading,
  scrollRestoration: true,
});

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}
