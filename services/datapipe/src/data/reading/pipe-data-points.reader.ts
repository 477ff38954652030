import { Injectable } from '@nestjs/common';
import type {
  AggregationFunction,
  OperationInput,
  PipeDataPoint,
  readPipeDataPoints,
} from '@unitfleet/contracts';
import { aggregationFunctionsOf, type ProcessingPolicyConfig } from '@unitfleet/pipeline';
import { ClickHouse } from '../clickhouse/clickhouse';
import { NodeStore, pipeRefused, requireChosen } from '../pipelines/node.store';
import { boundedConditions, createdBounds, type CreatedBounds } from './pipe-data.filters';
import { keptParams, keptRows, shown, type StoredPolicy } from './shown-rows';

type PointsRequest = OperationInput<typeof readPipeDataPoints>;

/** A bucket as ClickHouse answers it; 64-bit integers may come as text. */
interface BucketRow {
  readonly start: string;
  readonly end: string;
  readonly rows: string;
  readonly least: number | null;
  readonly most: number | null;
  readonly mean: number | null;
}

/** A query should end before its caller gives up on it. */
const MAX_SECONDS = 25;

/** What a row is as a number: a stored text is one when it was a number to its pipeline. */
const NUMBER: Record<StoredPolicy, string> = {
  NRecords: "if(state_type = 'Number', toFloat64OrNull(state), NULL)",
  TimeWindow: "if(state_type = 'Number', toFloat64OrNull(state), NULL)",
  Aggregation: 'toNullable(state)',
};

/** Sums of the largest doubles leave their range, their mean does not; the engine must not take the factor out of it. */
const MEAN = `greatest(least, least(most,
  if(isFinite(avg(number)), avg(number), avg(number * exp2(-64)) * exp2(64))))`;

/** Histories for charts, computed where the rows are: an answer is as large as was asked for, however many rows there are. */
@Injectable()
export class PipeDataPointsReader {
  constructor(
    private readonly clickhouse: ClickHouse,
    private readonly nodes: NodeStore,
  ) {}

  /** @throws DomainError `Validation` for a bad relative time, `DataPipe` as {@link readPipeDataPoints} says. */
  async read(request: PointsRequest, nowMs: number): Promise<PipeDataPoint[]> {
    const bounds = createdBounds(request, nowMs);
    const row = await this.nodes.find(request.nodeUuid);
    if (!row) throw pipeRefused('the data pipe of the node has no configuration');
    const chosen = requireChosen(row, request.pipeline);
    const { processing_policy: policy } = chosen.config;
    if (policy.policy_type === 'LastValue') throw pipeRefused('policy LastValue keeps no history');
    const aggregation = aggregationOf(policy, request.aggregationType);
    const conditions = boundedConditions(bounds, aggregation);
    const rows = `SELECT toUnixTimestamp64Milli(create_datetime) AS ms, ${NUMBER[policy.policy_type]} AS number
      FROM (${keptRows(policy.policy_type, shown(chosen))}) WHERE 1${conditions.sql}`;
    const buckets = await this.clickhouse.query<BucketRow>(bucketQuery(rows, bounds), {
      ...keptParams(row.uuid, shown(chosen), nowMs),
      ...conditions.params,
      ...bounds,
      points: request.points,
    });
    return buckets.map(toPoint);
  }
}

/** The function whose rows are shown; null where the policy has none. */
const aggregationOf = (
  policy: ProcessingPolicyConfig,
  asked: AggregationFunction | null | undefined,
): AggregationFunction | null => {
  const functions = policy.policy_type === 'Aggregation' ? aggregationFunctionsOf(policy) : [];
  if (asked && !functions.includes(asked)) throw pipeRefused(`the pipeline does not compute ${asked}`);
  return asked ?? functions[0] ?? null;
};

/** Both bounds are inclusive, so that `to - from + 1` milliseconds are shared out. */
const bucketQuery = (rows: string, { fromMs, toMs }: CreatedBounds): string => {
  const isBounded = fromMs !== null && toMs !== null;
  const span = isBounded ? '' : `(SELECT (min(ms), max(ms)) FROM (${rows})) AS span,`;
  return `WITH ${span}
      ${fromMs === null ? 'span.1' : '{fromMs:Int64}'} AS first,
      ${toMs === null ? 'span.2' : '{toMs:Int64}'} AS last,
      greatest(1, intDiv(last - first + {points:Int64}, {points:Int64})) AS width
    SELECT first + intDiv(ms - first, width) * width AS start, any(start + width) AS end,
      count() AS rows, min(number) AS least, max(number) AS most, ${MEAN} AS mean
    FROM (${rows}) WHERE ms BETWEEN first AND last
    GROUP BY start ORDER BY start
    SETTINGS precise_float_parsing = 1, optimize_arithmetic_operations_in_aggregate_functions = 0,
      max_execution_time = ${MAX_SECONDS}, max_result_rows = {points:UInt64}, result_overflow_mode = 'throw'`;
};

/** Never `-0`. */
const plain = (value: number | null): number | null => (value === null ? null : value + 0);

const toPoint = ({ start, end, rows, least, most, mean }: BucketRow): PipeDataPoint => ({
  startDatetime: new Date(Number(start)),
  endDatetime: new Date(Number(end)),
  count: Number(rows),
  min: plain(least),
  max: plain(most),
  avg: plain(mean),
});
