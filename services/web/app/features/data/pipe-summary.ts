import type { AggregationFunctions, ProcessingPolicyType } from './data.generated';

/** What of a pipeline decides how its data are shown. */
export interface PipeSummary {
  /** Of an additional pipeline; `null` for the first. */
  readonly name: string | null;
  readonly policy: ProcessingPolicyType;
  readonly isNumeric: boolean;
  /** Of an aggregation, in the order in which its rows come. */
  readonly functions: readonly AggregationFunctions[];
  /** Seconds of a window, where there are windows. */
  readonly windowSeconds: number | null;
  /** Rows that are kept, where their number is bounded. */
  readonly rowsKept: number | null;
}

interface StoredPipeline {
  readonly name?: string;
  readonly filters?: { readonly type_input_value?: string };
  readonly processing_policy?: {
    readonly policy_type?: string;
    readonly n_records_count?: number | null;
    readonly time_window_size?: number | null;
    readonly aggregation_functions?: string | readonly string[] | null;
  };
  readonly additional_pipelines?: readonly StoredPipeline[];
}

const POLICIES: Readonly<Record<string, ProcessingPolicyType>> = {
  LastValue: 'LAST_VALUE',
  NRecords: 'N_RECORDS',
  TimeWindow: 'TIME_WINDOW',
  Aggregation: 'AGGREGATION',
};

const summaryOf = (stored: StoredPipeline, name: string | null): PipeSummary[] => {
  const policy = POLICIES[stored.processing_policy?.policy_type ?? ''];
  if (!policy) return [];
  const { n_records_count, time_window_size, aggregation_functions } = stored.processing_policy!;
  const functions = [aggregation_functions ?? []].flat() as string[];
  return [
    {
      name,
      policy,
      isNumeric: policy === 'AGGREGATION' || stored.filters?.type_input_value === 'Number',
      functions: functions.map((each) => each.toUpperCase() as AggregationFunctions),
      windowSeconds: time_window_size ?? null,
      rowsKept: n_records_count ?? null,
    },
  ];
};

const read = (json: string): StoredPipeline | null => {
  try {
    return JSON.parse(json) as StoredPipeline | null;
  } catch {
    return null;
  }
};

/** Pipelines of a node as it tells its configuration (`dataPipeYml`); none where there is none that can be read. */
export const pipesOf = (dataPipeYml: string | null | undefined): readonly PipeSummary[] => {
  const stored = dataPipeYml ? read(dataPipeYml) : null;
  if (!stored) return [];
  const additional = stored.additional_pipelines ?? [];
  return [...summaryOf(stored, null), ...additional.flatMap((each) => summaryOf(each, each.name ?? null))];
};

/** The pipeline of that name; the first where it has none of it. */
export const pipeNamed = (pipes: readonly PipeSummary[], name?: string | null): PipeSummary | undefined =>
  pipes.find((pipe) => pipe.name === (name ?? null)) ?? pipes[0];
