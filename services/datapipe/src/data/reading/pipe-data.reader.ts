import { Injectable } from '@nestjs/common';
import type { OperationResponse, PipeDataItem, readPipeData } from '@unitfleet/contracts';
import { AnswerBound, requireSizeFits } from '../clickhouse/answer-bound';
import { ClickHouse } from '../clickhouse/clickhouse';
import { pageClause } from '../clickhouse/page-clause';
import { NodeStore } from '../pipelines/node.store';
import { NodeValueStore } from '../pipelines/node-value.store';
import { pipeDataConditions, type PipeDataRequest } from './pipe-data.filters';
import { toAggregate, toRecord, toTimedRecord, type PipeDataRow } from './pipe-data.rows';
import { keptParams, keptRows, shownOf, type StoredPolicy } from './shown-rows';

type PipeData = OperationResponse<typeof readPipeData>;

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
  /** Bytes of what may be long in a row. */
  readonly text: string;
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

/** Reads what pipelines have stored: the current series, exactly what the policy keeps. */
@Injectable()
export class PipeDataReader {
  constructor(
    private readonly clickhouse: ClickHouse,
    private readonly nodes: NodeStore,
    private readonly values: NodeValueStore,
  ) {}

  /**
   * @throws DomainError `Validation` for a bad relative time and for more than an answer holds, `DataPipe` for a pipeline that
   * is not there.
   */
  async read(request: PipeDataRequest, nowMs: number): Promise<PipeData> {
    if (request.type === 'LastValue') return this.lastValue(request);
    const plan = await this.plan(request, request.type, nowMs);
    if (!plan) return EMPTY;
    if (!request.limit)
      return { count: await this.countFitting(plan, request), pipeData: await this.page(plan, request) };
    const [count, pipeData] = await Promise.all([this.count(plan), this.page(plan, request)]);
    return { count, pipeData };
  }

  /**
   * The same without a bound, in constant memory.
   *
   * @throws DomainError `Validation` for a bad relative time, `DataPipe` for a pipeline that is not there.
   */
  async stream(request: PipeDataRequest, nowMs: number): Promise<PipeDataStream> {
    if (request.type === 'LastValue') return once(await this.lastValue(request));
    const plan = await this.plan(request, request.type, nowMs);
    if (!plan) return once(EMPTY);
    return { count: await this.count(plan), items: this.items(plan, this.select(plan, request, Infinity)) };
  }

  /** Counts what has no limit together with its size, so that what is refused is not read at all. */
  private async countFitting({ matching, text, params }: Plan, { offset }: PipeDataRequest): Promise<number> {
    const query = `SELECT count() AS rows, sum(${text}) AS bytes ${matching}`;
    const [size] = await this.clickhouse.query<{ rows: string; bytes: string }>(query, params);
    const skipped = Math.trunc(offset ?? 0);
    // What is skipped may be anything but the rows that remain.
    const count = Number(size!.rows);
    requireSizeFits(count - skipped, skipped > 0 ? 0 : Number(size!.bytes));
    return count;
  }

  /** Never more of it in memory than an answer may have. */
  private async page(plan: Plan, request: PipeDataRequest): Promise<PipeDataItem[]> {
    const bound = new AnswerBound<PipeDataRow>((row) => row.state);
    const items: PipeDataItem[] = [];
    for await (const rows of this.clickhouse.stream<PipeDataRow>(this.select(plan, request), plan.params)) {
      bound.add(rows);
      for (const row of rows) items.push(plan.toItem(row));
    }
    return items;
  }

  private async *items({ params, toItem }: Plan, query: string): AsyncGenerator<PipeDataItem[]> {
    for await (const rows of this.clickhouse.stream<PipeDataRow>(query, params)) yield rows.map(toItem);
  }

  /** A node has one value, whichever of its pipelines is asked. */
  private async lastValue({ nodeUuid, pipeline }: PipeDataRequest): Promise<PipeData> {
    if (pipeline) shownOf(await this.nodes.find(nodeUuid), pipeline);
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
    const { nodeUuid, pipeline } = request;
    const of = shownOf(await this.nodes.find(nodeUuid), pipeline);
    if (!of) return null;
    const { select, tie, toItem } = TABLES[type];
    const direction = request.orderByCreateDate === 'asc' ? 'ASC' : 'DESC';
    return {
      matching: `FROM (${keptRows(type, of)}) WHERE 1${filters.sql}`,
      columns: `toString(unit_node_uuid) AS node, ${select}`,
      text: type === 'Aggregation' ? '0' : 'length(state)',
      order: ['create_datetime', ...tie].map((column) => `${column} ${direction}`).join(', '),
      params: { ...keptParams(nodeUuid, of, nowMs), ...filters.params },
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
}

const once = ({ count, pipeData }: PipeData): PipeDataStream => ({
  count,
  items: (async function* () {
    yield pipeData;
  })(),
});
