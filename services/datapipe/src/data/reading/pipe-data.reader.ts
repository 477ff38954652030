import { Injectable } from '@nestjs/common';
import type { OperationResponse, PipeDataItem, readPipeData } from '@unitfleet/contracts';
import { parseStoredConfig } from '@unitfleet/pipeline';
import { requireAnswerFits } from '../clickhouse/answer-bound';
import { ClickHouse } from '../clickhouse/clickhouse';
import { pageClause } from '../clickhouse/page-clause';
import { NodeStore, type PipelineRow } from '../pipelines/node.store';
import { NodeValueStore } from '../pipelines/node-value.store';
import { pipeDataConditions, type PipeDataRequest } from './pipe-data.filters';
import { toAggregate, toRecord, toTimedRecord, type PipeDataRow } from './pipe-data.rows';

type PipeData = OperationResponse<typeof readPipeData>;
type StoredPolicy = Exclude<PipeDataRequest['type'], 'LastValue'>;

/** Rows of an answer of any size: as they are read, some at a time. */
export interface PipeDataStream {
  /** Matches before offset and limit. */
  readonly count: number;
  readonly items: AsyncIterable<readonly PipeDataItem[]>;
}

/** A query with its parts: what matches, and what is shown of that. */
interface Plan {
  readonly matching: string;
  readonly columns: string;
  readonly order: string;
  readonly params: Record<string, unknown>;
  readonly toItem: (row: PipeDataRow) => PipeDataItem;
}

const EMPTY: PipeData = { count: 0, pipeData: [] };

const ms = (column: string, name: string): string => `toUnixTimestamp64Milli(${column}) AS ${name}`;
const RAW = `state, toString(state_type) AS stateType, size, ${ms('create_datetime', 'created')}`;

/** What is shown, and the order of rows of one time. */
const TABLES: Record<
  StoredPolicy,
  { select: string; tie: string[]; toItem: (row: PipeDataRow) => PipeDataItem }
> = {
  NRecords: { select: `${RAW}, max_count AS maxCount`, tie: ['sequence', 'position'], toItem: toRecord },
  TimeWindow: {
    select: `${RAW}, ${ms('expiration_datetime', 'expires')}`,
    tie: ['sequence', 'position'],
    toItem: toTimedRecord,
  },
  Aggregation: {
    select: `state AS value, toString(aggregation_type) AS aggregation, time_window_size AS windowSize,
      ${ms('create_datetime', 'created')}, ${ms('start_window_datetime', 'started')}, ${ms('end_window_datetime', 'ended')}`,
    tie: ['start_window_datetime', 'position'],
    toItem: toAggregate,
  },
};

const keptRecords = ({ config }: PipelineRow): number => {
  const parsed = config === null ? null : parseStoredConfig(config);
  return (parsed?.ok && parsed.config.processing_policy.n_records_count) || 0;
};

/** Reads what pipelines have stored: the current series, exactly what the policy keeps. */
@Injectable()
export class PipeDataReader {
  constructor(
    private readonly clickhouse: ClickHouse,
    private readonly nodes: NodeStore,
    private readonly values: NodeValueStore,
  ) {}

  /** @throws DomainError `Validation` for a bad relative time. */
  async read(request: PipeDataRequest, nowMs: number): Promise<PipeData> {
    if (request.type === 'LastValue') return this.lastValue(request.nodeUuid);
    const plan = await this.plan(request, request.type, nowMs);
    if (!plan) return EMPTY;
    const [count, rows] = await Promise.all([
      this.count(plan),
      this.clickhouse.query<PipeDataRow>(this.select(plan, request), plan.params),
    ]);
    requireAnswerFits(rows, (row) => row.state);
    return { count, pipeData: rows.map(plan.toItem) };
  }

  /**
   * The same without a bound, in constant memory.
   *
   * @throws DomainError `Validation` for a bad relative time.
   */
  async stream(request: PipeDataRequest, nowMs: number): Promise<PipeDataStream> {
    if (request.type === 'LastValue') return once(await this.lastValue(request.nodeUuid));
    const plan = await this.plan(request, request.type, nowMs);
    if (!plan) return once(EMPTY);
    return { count: await this.count(plan), items: this.items(plan, this.select(plan, request, Infinity)) };
  }

  private async *items({ params, toItem }: Plan, query: string): AsyncGenerator<PipeDataItem[]> {
    for await (const rows of this.clickhouse.stream<PipeDataRow>(query, params)) yield rows.map(toItem);
  }

  private async lastValue(nodeUuid: string): Promise<PipeData> {
    const [value] = await this.values.getMany([nodeUuid]);
    if (!value || value.state === null || value.lastUpdateDatetime === null) return EMPTY;
    const { state, lastUpdateDatetime } = value;
    return {
      count: 1,
      pipeData: [{ policy: 'LastValue', unitNodeUuid: nodeUuid, state, lastUpdateDatetime }],
    };
  }

  private async plan(request: PipeDataRequest, type: StoredPolicy, nowMs: number): Promise<Plan | null> {
    const filters = pipeDataConditions(request, nowMs);
    const node = await this.nodes.find(request.nodeUuid);
    if (!node) return null;
    const { select, tie, toItem } = TABLES[type];
    const direction = request.orderByCreateDate === 'asc' ? 'ASC' : 'DESC';
    return {
      matching: `FROM (${this.kept(type, node)}) WHERE 1${filters.sql}`,
      columns: `toString(unit_node_uuid) AS node, ${select}`,
      order: ['create_datetime', ...tie].map((column) => `${column} ${direction}`).join(', '),
      params: { node: node.uuid, series: node.series, now: nowMs, ...filters.params },
      toItem,
    };
  }

  private select({ columns, matching, order }: Plan, request: PipeDataRequest, most?: number): string {
    const page = pageClause(request.offset, request.limit, most);
    return `SELECT ${columns} ${matching} ORDER BY ${order} ${page}`;
  }

  private async count({ matching, params }: Plan): Promise<number> {
    const query = `SELECT count() AS total ${matching}`;
    const [total] = await this.clickhouse.query<{ total: string }>(query, params);
    return Number(total!.total);
  }

  /** What the policy keeps now, whatever else is still stored. */
  private kept(type: StoredPolicy, node: PipelineRow): string {
    const ofSeries = 'unit_node_uuid = {node:UUID} AND series = {series:UInt32}';
    switch (type) {
      case 'NRecords':
        return `SELECT * FROM n_last_entry FINAL WHERE ${ofSeries}
          ORDER BY create_datetime DESC, sequence DESC, position DESC LIMIT ${keptRecords(node)}`;
      case 'TimeWindow':
        return `SELECT * FROM window_entry FINAL
          WHERE ${ofSeries} AND expiration_datetime > fromUnixTimestamp64Milli({now:Int64})`;
      case 'Aggregation':
        return `SELECT * FROM aggregation_entry FINAL WHERE ${ofSeries}`;
    }
  }
}

const once = ({ count, pipeData }: PipeData): PipeDataStream => ({
  count,
  items: (async function* () {
    yield pipeData;
  })(),
});
