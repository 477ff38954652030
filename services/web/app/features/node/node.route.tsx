import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { rootRoute } from '../../root.route';

const TABS = ['value', 'edges', 'history', 'pipeline', 'access', 'settings'] as const;
export type NodeTab = (typeof TABS)[number];

/** State of the page in its address; what is absent is as usual. */
export interface NodeSearch {
  readonly tab?: NodeTab;
  /** Of the history: `24h`, or two points in time. */
  readonly range?: string;
  readonly pipeline?: string;
  readonly fn?: string;
  readonly view?: 'table';
  readonly q?: string;
  readonly order?: 'asc';
  readonly page?: number;
}

const textOf = (value: unknown): string | undefined =>
  typeof value === 'string' && value !== '' ? value : undefined;

const readSearch = (search: Record<string, unknown>): NodeSearch => {
  const tab = TABS.find((each) => each === search['tab']);
  const page = Number(search['page']);
  const read = {
    tab: tab === 'value' ? undefined : tab,
    range: textOf(search['range']),
    pipeline: textOf(search['pipeline']),
    fn: textOf(search['fn']),
    view: search['view'] === 'table' ? 'table' : undefined,
    q: textOf(search['q'] === undefined ? undefined : String(search['q'])),
    order: search['order'] === 'asc' ? 'asc' : undefined,
    page: Number.isInteger(page) && page > 1 ? page : undefined,
  };
  return Object.fromEntries(Object.entries(read).filter(([, value]) => value !== undefined)) as NodeSearch;
};

const nodeRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/unit-node/$uuid',
  validateSearch: readSearch,
  component: lazyRouteComponent(() => import('./node.page'), 'NodePage'),
});

export const nodeRoutes = [nodeRoute] as const;
