import type { AggregationFunction, InputValueType, PipeDataItem } from '@unitfleet/contracts';

/** A row as ClickHouse answers it; 64-bit integers may come as text. */
export interface PipeDataRow {
  readonly node: string;
  readonly created: string;
  readonly state: string;
  readonly stateType: InputValueType;
  readonly size: number;
  readonly maxCount: number;
  readonly expires: string;
  readonly value: number;
  readonly aggregation: AggregationFunction;
  readonly windowSize: number;
  readonly started: string;
  readonly ended: string;
}

const date = (ms: string): Date => new Date(Number(ms));

const raw = (row: PipeDataRow) => ({
  unitNodeUuid: row.node,
  state: row.state,
  stateType: row.stateType,
  createDatetime: date(row.created),
  size: row.size,
});

export const toRecord = (row: PipeDataRow): PipeDataItem => ({
  policy: 'NRecords',
  ...raw(row),
  maxCount: row.maxCount,
});

export const toTimedRecord = (row: PipeDataRow): PipeDataItem => ({
  policy: 'TimeWindow',
  ...raw(row),
  expirationDatetime: date(row.expires),
});

export const toAggregate = (row: PipeDataRow): PipeDataItem => ({
  policy: 'Aggregation',
  unitNodeUuid: row.node,
  state: row.value,
  aggregationType: row.aggregation,
  timeWindowSize: row.windowSize,
  createDatetime: date(row.created),
  startWindowDatetime: date(row.started),
  endWindowDatetime: date(row.ended),
});
