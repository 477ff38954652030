import { AGGREGATION_FUNCTIONS, INPUT_VALUE_TYPES, type NodeKey } from '@unitfleet/contracts';
import type { AggregateRow, RecordOutcome, TimedRecordOutcome } from '@unitfleet/pipeline';
import type { RowOrigin } from '../../domain/telemetry/telemetry-rows';
import type { RowBuffer } from './row-buffer';

/** Bytes of a row without its text; generous. */
const FIXED_BYTES = 96;
const STATE_TYPE = { Number: 1, Text: 2 } satisfies Record<(typeof INPUT_VALUE_TYPES)[number], number>;
const AGGREGATION_TYPE = { Avg: 1, Min: 2, Max: 3, Sum: 4 } satisfies Record<
  (typeof AGGREGATION_FUNCTIONS)[number],
  number
>;

const RAW_COLUMNS =
  'unit_node_uuid, series, state, state_type, create_datetime, partition, sequence, position';

export const RECORD_COLUMNS = `${RAW_COLUMNS}, max_count, size`;
export const TIMED_RECORD_COLUMNS = `${RAW_COLUMNS}, expiration_datetime, size`;
export const AGGREGATE_COLUMNS =
  'unit_node_uuid, series, state, aggregation_type, time_window_size, create_datetime, start_window_datetime, end_window_datetime, position';

const writeRaw = (
  rows: RowBuffer,
  node: NodeKey,
  series: number,
  row: RecordOutcome | TimedRecordOutcome,
  origin: RowOrigin,
): void => {
  rows.begin(FIXED_BYTES + row.size);
  rows.uuid(node);
  rows.uint32(series);
  rows.text(row.value, row.size);
  rows.uint8(STATE_TYPE[row.stateType]);
  rows.uint64(row.timeMs);
  rows.uint8(origin.partition);
  rows.uint64(origin.sequence);
  rows.uint32(origin.index);
};

export const writeRecord = (
  rows: RowBuffer,
  node: NodeKey,
  series: number,
  row: RecordOutcome,
  origin: RowOrigin,
): void => {
  writeRaw(rows, node, series, row, origin);
  rows.uint32(row.maxCount);
  rows.uint32(row.size);
};

export const writeTimedRecord = (
  rows: RowBuffer,
  node: NodeKey,
  series: number,
  row: TimedRecordOutcome,
  origin: RowOrigin,
): void => {
  writeRaw(rows, node, series, row, origin);
  rows.uint64(row.expirationMs);
  rows.uint32(row.size);
};

/** Where an aggregate came from, when it was not a pipe that closed its window. */
interface ImportOrigin {
  readonly createMs: number;
  /** Its place among the rows of its file, behind the positions that a pipe gives. */
  readonly position: number;
}

/** The row's creation is the end of its window: whoever closes it, and however late, it is the same row. */
export const writeAggregate = (
  rows: RowBuffer,
  node: NodeKey,
  series: number,
  row: AggregateRow,
  origin: ImportOrigin = { createMs: row.endMs, position: row.position },
): void => {
  rows.begin(FIXED_BYTES);
  rows.uuid(node);
  rows.uint32(series);
  rows.float64(row.state);
  rows.uint8(AGGREGATION_TYPE[row.function]);
  rows.uint32(row.timeWindowSize);
  rows.uint64(origin.createMs);
  rows.uint64(row.startMs);
  rows.uint64(row.endMs);
  rows.uint32(origin.position);
};
