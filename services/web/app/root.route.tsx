import { createRootRoute } from '@tanstack/react-router';
import { NotFound } from './shell/not-found';
import { PageFault } from './shell/page-fault';
import { Shell } from './shell/shell';

/** What every page is inside of. */
export const rootRoute = createRootRoute({
  component: Shell,
  notFoundComponent: NotFound,
  errorComponent: PageFault,
});
