import type { OperationInput, readPipeData } from '@unitfleet/contracts';
import { relativeTimeToMs } from '../../domain/reading/relative-time';

export type PipeDataRequest = OperationInput<typeof readPipeData>;

/** Conditions of a query, with the values that they name. */
export interface Conditions {
  readonly sql: string;
  readonly params: Record<string, unknown>;
}

type Condition = [sql: string, name: string, value: unknown];

const join = (conditions: (Condition | null)[]): Conditions => {
  const given = conditions.filter((condition) => condition !== null);
  return {
    sql: given.map(([sql]) => ` AND ${sql}`).join(''),
    params: Object.fromEntries(given.map(([, name, value]) => [name, value])),
  };
};

const since = (
  column: string,
  sign: '>=' | '<=',
  name: string,
  time?: Date | number | null,
): Condition | null =>
  time === null || time === undefined
    ? null
    : [`${column} ${sign} fromUnixTimestamp64Milli({${name}:Int64})`, name, Number(time)];

/** `%` and `_` of the searcher are wildcards; a backslash is a backslash. */
const pattern = (text: string): string => `%${text.replaceAll('\\', '\\\\')}%`;

/** Bounds of `create_datetime`, inclusive; absent where nothing bounds it. */
export interface CreatedBounds {
  readonly fromMs: number | null;
  readonly toMs: number | null;
}

/** @throws DomainError `Validation` for a bad relative time. */
export const createdBounds = (
  {
    startCreateDatetime: start,
    endCreateDatetime: end,
    relativeTime,
  }: Pick<PipeDataRequest, 'startCreateDatetime' | 'endCreateDatetime' | 'relativeTime'>,
  nowMs: number,
): CreatedBounds => {
  const from = [start?.getTime(), relativeTime ? relativeTimeToMs(relativeTime, nowMs) : undefined].filter(
    (ms) => ms !== undefined,
  );
  return { fromMs: from.length > 0 ? Math.max(...from) : null, toMs: end?.getTime() ?? null };
};

const created = ({ fromMs, toMs }: CreatedBounds): (Condition | null)[] => [
  since('create_datetime', '>=', 'createdFrom', fromMs),
  since('create_datetime', '<=', 'createdTo', toMs),
];

/** Rows of one function of an aggregation, or all others, within bounds. */
export const boundedConditions = (bounds: CreatedBounds, aggregation: string | null): Conditions =>
  join([
    ...created(bounds),
    aggregation === null ? null : ['toString(aggregation_type) = {function:String}', 'function', aggregation],
  ]);

/**
 * Filters of what is shown, per policy (`docs/protocol/datapipe.md 3.1`).
 *
 * @throws DomainError `Validation` for a bad relative time.
 */
export const pipeDataConditions = (request: PipeDataRequest, nowMs: number): Conditions => {
  const { searchString } = request;
  const bounds = created(createdBounds(request, nowMs));
  if (request.type !== 'Aggregation') {
    const search: Condition | null = searchString
      ? ['state ILIKE {search:String}', 'search', pattern(searchString)]
      : null;
    return join([...bounds, search]);
  }
  return join([
    ...bounds,
    ['toString(aggregation_type) IN {functions:Array(String)}', 'functions', request.aggregationType ?? []],
    request.timeWindowSize ? ['time_window_size = {size:Int64}', 'size', request.timeWindowSize] : null,
    since('end_window_datetime', '>=', 'endFrom', request.startAggWindowDatetime),
    since('end_window_datetime', '<=', 'endTo', request.endAggWindowDatetime),
  ]);
};
