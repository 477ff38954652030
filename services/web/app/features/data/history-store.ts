import type { Client, CombinedError } from 'urql';
import { readTime } from '../../ui/read-time';
import { bucketMsOf, pointAt, pointsOf, type ChartPoint } from './chart-points';
import {
  HistoryPointsDocument,
  NodeValuesDocument,
  type HistoryPointsQuery,
  type NodeValuesSubscription,
} from './data.generated';
import type { PlannedSeries } from './history-series';
import { followRows, pointsOfRows } from './tail-rows';
import type { boundsOf } from './time-range';

/** What the instance has of a series, and what came since it was asked. */
export interface SeriesHistory {
  readonly past: readonly ChartPoint[];
  readonly bucketMs: number;
  /** Where the last bucket ends; what is in it is not told again. */
  readonly endMs: number;
  readonly tail: readonly ChartPoint[];
  /** The last value itself, which a bucket does not tell; only of what is live. */
  readonly newest: ChartPoint | null;
}

export interface History {
  /** By the key of its series. */
  readonly series: ReadonlyMap<string, SeriesHistory>;
  readonly error: CombinedError | undefined;
  /** What is shown is of another range still, or not there yet. */
  readonly isLoading: boolean;
}

export interface HistoryWish {
  readonly plans: readonly PlannedSeries[];
  readonly bounds: ReturnType<typeof boundsOf>;
  /** Buckets of a series. */
  readonly points: number;
  /** What is stored from now on belongs to it. */
  readonly isLive: boolean;
}

const NOTHING: SeriesHistory = { past: [], bucketMs: 0, endMs: -Infinity, tail: [], newest: null };
/** A tail this many times as long as there are buckets is asked for as buckets. */
const LONGEST_TAIL = 3;

type Bucket = HistoryPointsQuery['getPipeDataPoints']['points'][number];

const pastOf = (buckets: readonly Bucket[]) => {
  const last = buckets.at(-1);
  return {
    past: pointsOf(buckets),
    bucketMs: bucketMsOf(buckets),
    endMs: last ? readTime(last.endDatetime).getTime() : -Infinity,
  };
};

const isTold = ({ pipe }: PlannedSeries): boolean => pipe.policy === 'LAST_VALUE';

/** Histories of nodes for a chart: buckets, and behind them what is stored while one looks. */
export class HistoryStore {
  private history: History = { series: new Map(), error: undefined, isLoading: true };
  private readonly watchers = new Set<() => void>();

  constructor(private readonly client: Client) {}

  readonly watch = (tell: () => void): (() => void) => {
    this.watchers.add(tell);
    return () => this.watchers.delete(tell);
  };

  readonly read = (): History => this.history;

  /** Shows that until told to stop; what was shown before stays until it is there. */
  show(wish: HistoryWish): () => void {
    const ending = new AbortController();
    const stops = [() => ending.abort()];
    let isAsked = false;
    const again = () => {
      if (isAsked || ending.signal.aborted) return;
      isAsked = true;
      stops.forEach((stop) => stop());
      stops.splice(0, stops.length, this.show(wish));
    };
    this.change({ isLoading: true });
    const { plans, isLive } = wish;
    this.askForPast(wish, stops, () => {
      if (isLive)
        for (const series of plans.filter((each) => !isTold(each)))
          void followRows(this.client, series, ending.signal, (rows) => {
            if (this.append(series.key, pointsOfRows(rows)) > LONGEST_TAIL * wish.points) again();
          });
    });
    if (isLive) this.listen(plans.filter(isTold), stops);
    return () => stops.forEach((stop) => stop());
  }

  private askForPast(
    { plans, bounds, points }: HistoryWish,
    stops: (() => void)[],
    onFirst: () => void,
  ): void {
    const got = new Map<string, SeriesHistory>();
    for (const { key } of plans.filter(isTold)) got.set(key, this.history.series.get(key) ?? NOTHING);
    let isFirst = true;
    const tell = (error?: CombinedError) => {
      if (got.size < plans.length && !error) return;
      this.change({ series: new Map(got), error, isLoading: false });
      if (isFirst && !error) onFirst();
      isFirst = false;
    };
    const asked = plans.filter((each) => !isTold(each));
    if (asked.length === 0) return tell();
    for (const { key, nodeUuid, pipe, aggregation } of asked) {
      const filters = {
        ...bounds,
        uuid: nodeUuid,
        points,
        pipeline: pipe.name,
        aggregationType: aggregation,
      };
      const answers = this.client.query(
        HistoryPointsDocument,
        { filters },
        { requestPolicy: 'network-only' },
      );
      const { unsubscribe } = answers.subscribe(({ data, error }) => {
        const buckets = data?.getPipeDataPoints.points;
        if (buckets) got.set(key, { ...NOTHING, ...pastOf(buckets) });
        tell(error);
      });
      stops.push(unsubscribe);
    }
  }

  /** Values of nodes that keep the last one come by themselves. */
  private listen(plans: readonly PlannedSeries[], stops: (() => void)[]): void {
    const uuids = [...new Set(plans.map(({ nodeUuid }) => nodeUuid))];
    if (uuids.length === 0) return;
    const take = (values: NodeValuesSubscription['unitNodeStates']['unitNodes']) => {
      for (const { uuid, state, lastUpdateDatetime } of values) {
        const value = state?.trim() ? Number(state) : NaN;
        if (!Number.isFinite(value)) continue;
        const point = pointAt(readTime(lastUpdateDatetime).getTime(), value);
        for (const { key, nodeUuid } of plans) if (nodeUuid === uuid) this.append(key, [point]);
      }
    };
    const told = this.client.subscription(NodeValuesDocument, { uuids });
    stops.push(told.subscribe(({ data }) => take(data?.unitNodeStates.unitNodes ?? [])).unsubscribe);
  }

  /** Answers how long the tail is then. */
  private append(key: string, points: readonly ChartPoint[]): number {
    const known = this.history.series.get(key) ?? NOTHING;
    const newest = points.at(-1);
    if (!newest || (known.newest && newest.ms <= known.newest.ms)) return known.tail.length;
    const isNew = ({ ms }: ChartPoint) => (known.newest ? ms > known.newest.ms : ms >= known.endMs);
    const tail = [...known.tail, ...points.filter(isNew)];
    this.change({ series: new Map(this.history.series).set(key, { ...known, tail, newest }) });
    return tail.length;
  }

  private change(part: Partial<History>): void {
    this.history = { ...this.history, ...part };
    for (const tell of this.watchers) tell();
  }
}
