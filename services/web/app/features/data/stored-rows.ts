import type { TypedDocumentNode } from '@urql/core';
import {
  AggregationRowsDocument,
  RecordRowsDocument,
  TimeWindowRowsDocument,
  type AggregationFunctions,
  type AggregationRowsQuery,
  type DataPipeFilterInput,
  type ProcessingPolicyType,
  type RecordRowsQuery,
  type TimeWindowRowsQuery,
} from './data.generated';

/** What a pipeline stored: a value, or one function of a window. */
export interface StoredRow {
  readonly state: string;
  /** As the API writes it. */
  readonly time: string;
  readonly bytes: number | null;
  readonly aggregate: {
    readonly fn: AggregationFunctions;
    readonly start: string;
    readonly end: string;
  } | null;
}

export type RowsQuery = RecordRowsQuery | TimeWindowRowsQuery | AggregationRowsQuery;
type Row = Partial<
  RecordRowsQuery['getPipeData']['pipeData'][number] & AggregationRowsQuery['getPipeData']['pipeData'][number]
>;

const DOCUMENTS: Readonly<Record<ProcessingPolicyType, unknown>> = {
  N_RECORDS: RecordRowsDocument,
  TIME_WINDOW: TimeWindowRowsDocument,
  AGGREGATION: AggregationRowsDocument,
  // Asks for nothing that there is.
  LAST_VALUE: RecordRowsDocument,
};

/** The question for the rows of a policy. */
export const rowsDocument = (policy: ProcessingPolicyType) =>
  DOCUMENTS[policy] as TypedDocumentNode<RowsQuery, { filters: DataPipeFilterInput }>;

/** Rows of its answer, alike for all policies. */
export const storedRows = (answer: RowsQuery | undefined): readonly StoredRow[] =>
  (answer?.getPipeData.pipeData ?? []).flatMap((each) => {
    const { state, value, createDatetime, size, ...row } = each as Row;
    if (createDatetime === undefined) return [];
    const aggregate =
      row.aggregationType === undefined
        ? null
        : { fn: row.aggregationType, start: row.startWindowDatetime!, end: row.endWindowDatetime! };
    return [{ state: state ?? String(value), time: createDatetime, bytes: size ?? null, aggregate }];
  });
