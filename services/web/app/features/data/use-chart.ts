import { useEffect, useMemo, useState, useSyncExternalStore } from 'react';
import { useClient } from 'urql';
import { useNow } from '../../ui/relative-time';
import { factsOf, gapMsOf, joined, tableOf, type ChartPoint } from './chart-points';
import type { PlannedSeries } from './history-series';
import { HistoryStore } from './history-store';
import { boundsOf, isPreset, spanOf, type TimeRange } from './time-range';

const MINUTE = 60_000;

const windowOf = (range: TimeRange, all: readonly (readonly ChartPoint[])[], nowMs: number) => {
  if (!isPreset(range)) return range;
  const last = Math.max(nowMs, ...all.map((points) => points.at(-1)?.ms ?? 0));
  const span = spanOf(range);
  if (span !== null) return { fromMs: last - span, toMs: last };
  const first = Math.min(last - MINUTE, ...all.map((points) => points[0]?.ms ?? last));
  return { fromMs: first, toMs: last };
};

const useHistory = (plans: readonly PlannedSeries[], range: TimeRange, points: number) => {
  const client = useClient();
  const [store] = useState(() => new HistoryStore(client));
  const bounds = JSON.stringify(boundsOf(range));
  const isLive = isPreset(range);
  useEffect(() => {
    if (points === 0) return undefined;
    return store.show({ plans, bounds: JSON.parse(bounds) as ReturnType<typeof boundsOf>, points, isLive });
  }, [store, plans, bounds, points, isLive]);
  return useSyncExternalStore(store.watch, store.read);
};

/** Everything that a chart shows: what was, what came since, the piece of time, numbers to read. */
export const useChart = (plans: readonly PlannedSeries[], range: TimeRange, points: number) => {
  const { series, error, isLoading } = useHistory(plans, range, points);
  const shown = useMemo(
    () =>
      plans.map(({ key }) => {
        const { past = [], tail = [] } = series.get(key) ?? {};
        return joined(past, tail);
      }),
    [plans, series],
  );
  const tables = useMemo(
    () => shown.map((all, index) => tableOf(all, gapMsOf(all, series.get(plans[index]!.key)?.bucketMs ?? 0))),
    [shown, plans, series],
  );
  const { fromMs, toMs } = windowOf(range, shown, useNow());
  const facts = useMemo(
    () =>
      shown.map((all, index) => {
        const seen = factsOf(all.filter(({ ms }) => ms >= fromMs && ms <= toMs));
        const newest = isPreset(range) ? series.get(plans[index]!.key)?.newest : null;
        return seen && { ...seen, last: newest ?? seen.last };
      }),
    [shown, plans, series, range, fromMs, toMs],
  );
  return { tables, facts, window: { fromMs, toMs }, error, isLoading };
};
