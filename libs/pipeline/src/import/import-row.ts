import { AggregateRow, DropReason, RecordOutcome, TimedRecordOutcome } from '../run/outcome';

/** Columns that an import reads (docs/protocol/datapipe.md 3.4). */
export type ImportColumn =
  'state' | 'create_datetime' | 'start_window_datetime' | 'end_window_datetime' | 'aggregation_type';

/**
 * One row of the file. The window's bounds are read for Aggregation only, `aggregation_type` only where the policy has several
 * functions; an absent column is `undefined`.
 */
export type ImportFields = { state: Uint8Array } & Record<Exclude<ImportColumn, 'state'>, string | undefined>;

/** An aggregate as it was given: its creation need not be the end of its window. */
export interface ImportedAggregate extends AggregateRow {
  kind: 'aggregate';
  createMs: number;
}

/** A row as it is to be stored. */
export type ImportedRow = RecordOutcome | TimedRecordOutcome | ImportedAggregate;

/** Why a row is refused, in words for people. */
export interface ImportProblem {
  kind: 'problem';
  column: ImportColumn;
  message: string;
}

export const problem = (column: ImportColumn, message: string): ImportProblem => ({
  kind: 'problem',
  column,
  message,
});

const WORDS: Record<DropReason, ImportProblem> = {
  inactive_period: problem('create_datetime', 'is outside the active period'),
  list: problem('state', 'is refused by the list of values'),
  threshold: problem('state', 'is outside the threshold'),
  rate: problem('create_datetime', 'is too soon after the row before (max_rate)'),
  size: problem('state', 'is larger than max_size'),
  unique: problem('state', 'is the same as in the row before (last_unique_check)'),
  not_a_number: problem('state', 'is not a number'),
  not_utf8: problem('state', 'is not UTF-8'),
  nul_character: problem('state', 'holds the character NUL'),
  not_finite: problem('state', 'is not a finite number'),
  // Of payloads; the rows of a file hold values.
  not_json: problem('state', 'is not JSON'),
  no_value: problem('state', 'has no value'),
};

export const problemOf = (reason: DropReason): ImportProblem => WORDS[reason];
