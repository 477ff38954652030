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

/**
 * Filters of what is shown, per policy (`docs/protocol/datapipe.md 3.1`).
 *
 * @throws DomainError `Validation` for a bad relative time.
 */
export const pipeDataConditions = (request: PipeDataRequest, nowMs: number): Conditions => {
  const { relativeTime, searchString } = request;
  const created = [
    since('create_datetime', '>=', 'createdFrom', request.startCreateDatetime),
    since('create_datetime', '<=', 'createdTo', request.endCreateDatetime),
    since('create_datetime', '>=', 'recent', relativeTime ? relativeTimeToMs(relativeTime, nowMs) : null),
  ];
  if (request.type !== 'Aggregation') {
    const search: Condition | null = searchString
      ? ['state ILIKE {search:String}', 'search', pattern(searchString)]
      : null;
    return join([...created, search]);
  }
  return join([
    ...created,
    ['toString(aggregation_type) IN {functions:Array(String)}', 'functions', request.aggregationType ?? []],
    request.timeWindowSize ? ['time_window_size = {size:Int64}', 'size', request.timeWindowSize] : null,
    since('end_window_datetime', '>=', 'endFrom', request.startAggWindowDatetime),
    since('end_window_datetime', '<=', 'endTo', request.endAggWindowDatetime),
  ]);
};
