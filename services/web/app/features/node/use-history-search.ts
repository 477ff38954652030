import { getRouteApi } from '@tanstack/react-router';
import { pipeNamed, type PipeSummary } from '../data/pipe-summary';
import { presetFor, readRange, writeRange, type TimeRange } from '../data/time-range';
import type { NodeSearch } from './node.route';

const POINTS_WORTH_SEEING = 300;

/** How much of the past is worth seeing first: what is kept, or some hundred windows. */
const usualRange = (pipe: PipeSummary | undefined): TimeRange => {
  if (pipe?.policy === 'N_RECORDS') return 'all';
  if (pipe?.policy === 'LAST_VALUE') return '1h';
  const windowMs = (pipe?.windowSeconds ?? 0) * 1_000;
  return presetFor(pipe?.policy === 'AGGREGATION' ? windowMs * POINTS_WORTH_SEEING : windowMs);
};

const route = getRouteApi('/unit-node/$uuid');

/** What of the history is looked at, which is in the address, and the way to change it. */
export const useHistorySearch = (pipes: readonly PipeSummary[]) => {
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const pipe = pipeNamed(pipes, search.pipeline);
  const change = (part: Partial<Record<keyof NodeSearch, string | number | undefined>>) => {
    const next = (before: NodeSearch) =>
      Object.fromEntries(
        Object.entries({ ...before, page: undefined, ...part }).filter(([, value]) => value !== undefined),
      ) as NodeSearch;
    void navigate({ search: next, resetScroll: false });
  };
  return {
    pipe,
    fn: pipe?.functions.find((each) => each === search.fn) ?? pipe?.functions[0] ?? null,
    range: readRange(search.range) ?? usualRange(pipe),
    view: pipe && (search.view === 'table' || !pipe.isNumeric) ? ('table' as const) : ('chart' as const),
    q: search.q ?? '',
    order: search.order ?? ('desc' as const),
    page: search.page ?? 1,
    change,
    setRange: (range: TimeRange) => change({ range: writeRange(range) }),
  };
};

export type HistorySearch = ReturnType<typeof useHistorySearch>;
