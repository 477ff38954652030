import type { AggregateRow, RecordOutcome, TimedRecordOutcome } from '@unitfleet/pipeline';
import type { NodeKey } from '@unitfleet/contracts';

/** Where in the stream a value came from: with node and series it names a row, the same in every replay. */
export interface RowOrigin {
  partition: number;
  /** Of the frame in the stream. */
  sequence: number;
  /** Of the message in its frame. */
  index: number;
}

/** Takes what pipelines store. Calls do not wait and keep nothing of `origin`, which the caller uses again. */
export interface TelemetryRows {
  lastValue(node: NodeKey, value: string, timeMs: number, origin: RowOrigin): void;
  record(node: NodeKey, series: number, row: RecordOutcome, origin: RowOrigin): void;
  timedRecord(node: NodeKey, series: number, row: TimedRecordOutcome, origin: RowOrigin): void;
  aggregate(node: NodeKey, series: number, row: AggregateRow): void;
}
