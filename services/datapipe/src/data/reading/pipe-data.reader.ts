import { Injectable } from '@nestjs/common';
import type { OperationResponse, PipeDataItem, readPipeData } from '@unitfleet/contracts';
import { parseStoredConfig } from '@unitfleet/pipeline';
import { requireAnswerFits } from '../clickhouse/answer-bound';
import { ClickHouse } from '../clickhouse/clickhouse';
import { pageClause } from '../clickhouse/page-clause';
import { NodeStore, type PipelineRow } from '../pipelines/node.store';
import { NodeValueStore } from '../pipelines/node-value.store';
import { pipeDataConditions, type Conditions, type PipeDataRequest } from './pipe-data.filters';
import { toAggregate, toRecord, toTimedRecord, type PipeDataRow } from './pipe-data.rows';

type PipeData = OperationResponse<typeof readPipeData>;
type StoredPolicy = Exclude<PipeDataRequest['type'], 'LastValue'>;

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
    tie: ['start_window_datetime'],
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
    const filters = pipeDataConditions(request, nowMs);
    const node = await this.nodes.find(request.nodeUuid);
    return node ? this.rows(node, request, request.type, filters, nowMs) : EMPTY;
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

  private async rows(
    node: PipelineRow,
    request: PipeDataRequest,
    type: StoredPolicy,
    filters: Conditions,
    nowMs: number,
  ): Promise<PipeData> {
    const { select, tie, toItem } = TABLES[type];
    const params = { node: node.uuid, series: node.series, now: nowMs, ...filters.params };
    const matching = `FROM (${this.kept(type, node)}) WHERE 1${filters.sql}`;
    const direction = request.orderByCreateDate === 'asc' ? 'ASC' : 'DESC';
    const order = ['create_datetime', ...tie].map((column) => `${column} ${direction}`).join(', ');
    const [[total], rows] = await Promise.all([
      this.clickhouse.query<{ total: string }>(`SELECT count() AS total ${matching}`, params),
      this.clickhouse.query<PipeDataRow>(
        `SELECT toString(unit_node_uuid) AS node, ${select} ${matching}
         ORDER BY ${order} ${pageClause(request.offset, request.limit)}`,
        params,
      ),
    ]);
    requireAnswerFits(rows, (row) => row.state);
    return { count: Number(total!.total), pipeData: rows.map(toItem) };
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
