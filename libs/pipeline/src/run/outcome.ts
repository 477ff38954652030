import { AggregationFunction, InputValueType, PipelineStage } from '../config/pipeline-config';

/** Why a message was not accepted. The strings are stable: they are metric labels and appear in answers. */
export const DROP_REASONS = [
  /** outside the active period */
  'inactive_period',
  /** refused by the white or black list */
  'list',
  /** outside the threshold */
  'threshold',
  /** too soon after the last accepted message */
  'rate',
  /** payload larger than `max_size` */
  'size',
  /** equal to the last accepted input */
  'unique',
  /** not a decimal number, for `Number` */
  'not_a_number',
  /** not UTF-8 */
  'not_utf8',
  /** not JSON, or nested too deeply, where a `json_path` looks for a value */
  'not_json',
  /** `json_path` finds nothing, or null */
  'no_value',
  /** a character NUL under `LastValue`, whose store (PostgreSQL text) cannot hold it */
  'nul_character',
  /** the number, its transformation or the sum of the open window leaves the range of a double */
  'not_finite',
] as const;
export type DropReason = (typeof DROP_REASONS)[number];

/** The message changed nothing; the node's state is as before. */
export interface Dropped {
  kind: 'dropped';
  stage: PipelineStage;
  reason: DropReason;
}

/** Policy LastValue: the node's value becomes `value`. */
export interface LastValueOutcome {
  kind: 'last-value';
  value: string;
  timeMs: number;
}

/** Policy NRecords: one row; the newest `maxCount` of the node are kept. */
export interface RecordOutcome {
  kind: 'record';
  value: string;
  stateType: InputValueType;
  /** Bytes of `value` in UTF-8. */
  size: number;
  timeMs: number;
  maxCount: number;
}

/** Policy TimeWindow: one row, kept until `expirationMs`. */
export interface TimedRecordOutcome {
  kind: 'timed-record';
  value: string;
  stateType: InputValueType;
  /** Bytes of `value` in UTF-8. */
  size: number;
  timeMs: number;
  expirationMs: number;
}

/** Policy Aggregation: the value went into the open window; `closed` are the rows of the window that it pushed out, if any. */
export interface FoldedOutcome {
  kind: 'folded';
  closed: readonly AggregateRow[] | null;
}

/**
 * What one function makes of a finished, non-empty window `[startMs, endMs)`. Everything in it is derived from messages: a
 * replay gives the same row.
 */
export interface AggregateRow {
  startMs: number;
  endMs: number;
  /** Seconds. */
  timeWindowSize: number;
  function: AggregationFunction;
  /** Of the function among those of its pipeline, from 0. With `startMs` it names the row in its series. */
  position: number;
  state: number;
}

/** Immutable; what recurs is one shared object. */
export type Outcome = Dropped | LastValueOutcome | RecordOutcome | TimedRecordOutcome | FoldedOutcome;

const dropped = (stage: PipelineStage, reason: DropReason): Dropped =>
  Object.freeze({ kind: 'dropped', stage, reason });

/** All drops there are, made once: a dropped message costs no memory. */
export const DROPPED = {
  inactivePeriod: dropped('ActivePeriod', 'inactive_period'),
  notUtf8: dropped('Filters', 'not_utf8'),
  notJson: dropped('Filters', 'not_json'),
  noValue: dropped('Filters', 'no_value'),
  notANumber: dropped('Filters', 'not_a_number'),
  inputNotFinite: dropped('Filters', 'not_finite'),
  list: dropped('Filters', 'list'),
  threshold: dropped('Filters', 'threshold'),
  rate: dropped('Filters', 'rate'),
  size: dropped('Filters', 'size'),
  unique: dropped('Filters', 'unique'),
  productNotFinite: dropped('Transformations', 'not_finite'),
  sumNotFinite: dropped('ProcessingPolicy', 'not_finite'),
  nulCharacter: dropped('ProcessingPolicy', 'nul_character'),
} as const;
