/** The four stages of a pipeline, as validation errors name them (docs/protocol/datapipe.md 1.6). */
export const PIPELINE_STAGES = ['ActivePeriod', 'Filters', 'Transformations', 'ProcessingPolicy'] as const;
export type PipelineStage = (typeof PIPELINE_STAGES)[number];

export const ACTIVE_PERIOD_TYPES = ['Permanent', 'FromDate', 'ToDate', 'DateRange'] as const;
export type ActivePeriodType = (typeof ACTIVE_PERIOD_TYPES)[number];

export const INPUT_VALUE_TYPES = ['Text', 'Number'] as const;
export type InputValueType = (typeof INPUT_VALUE_TYPES)[number];

export const VALUE_FILTERINGS = ['WhiteList', 'BlackList'] as const;
export type ValueFiltering = (typeof VALUE_FILTERINGS)[number];

export const VALUE_THRESHOLDS = ['Min', 'Max', 'Range'] as const;
export type ValueThreshold = (typeof VALUE_THRESHOLDS)[number];

export const POLICY_TYPES = ['LastValue', 'NRecords', 'TimeWindow', 'Aggregation'] as const;
export type PolicyType = (typeof POLICY_TYPES)[number];

export const AGGREGATION_FUNCTIONS = ['Avg', 'Min', 'Max', 'Sum'] as const;
export type AggregationFunction = (typeof AGGREGATION_FUNCTIONS)[number];

/** Allowed `time_window_size`, seconds (docs/protocol/datapipe.md 1.5). All divide a day, so windows align to the epoch and to UTC midnight. */
export const TIME_WINDOW_SIZES: readonly number[] = [
  60, 300, 600, 900, 1200, 1800, 3600, 7200, 10800, 14400, 21600, 28800, 43200, 86400,
];

export interface ActivePeriodConfig {
  type: ActivePeriodType;
  /** ISO 8601 with offset, as validation normalises it; exclusive bound. */
  start: string | null;
  end: string | null;
}

export interface FiltersConfig {
  type_input_value: InputValueType;
  type_value_filtering: ValueFiltering | null;
  filtering_values: (string | number)[] | null;
  type_value_threshold: ValueThreshold | null;
  threshold_min: number | null;
  threshold_max: number | null;
  /** Seconds between accepted messages; 0 = off. */
  max_rate: number;
  last_unique_check: boolean;
  /** Bytes of the raw payload; 0 = off. */
  max_size: number;
  /** Picks one value out of a JSON payload (docs/pipelines.md, "JSON payloads"); null = the payload itself is the value. */
  json_path: string | null;
}

export interface TransformationsConfig {
  multiplication_ratio: number | null;
  round_decimal_point: number | null;
  /** Unicode code points, negative from the end. */
  slice_start: number | null;
  slice_end: number | null;
}

export interface ProcessingPolicyConfig {
  policy_type: PolicyType;
  n_records_count: number | null;
  /** Seconds. */
  time_window_size: number | null;
  /** Several are two to four different ones, in the order of `AGGREGATION_FUNCTIONS`. */
  aggregation_functions: AggregationFunction | AggregationFunction[] | null;
}

/** The functions of a policy as a list, whichever form they have; a row's `position` counts in it. */
export function aggregationFunctionsOf({
  aggregation_functions: functions,
}: ProcessingPolicyConfig): readonly AggregationFunction[] {
  if (functions === null) return [];
  return Array.isArray(functions) ? functions : [functions];
}

/**
 * A validated pipeline: four stages. It has the names, the order and the nulls of the stored form
 * (docs/protocol/datapipe.md 1.8), so that one shape serves the wire, the database and the compiler.
 * Obtain it from `parsePipelineDocument` or `parseStoredConfig`; a hand-made one is not checked again.
 */
export interface PipelineConfig {
  active_period: ActivePeriodConfig;
  filters: FiltersConfig;
  transformations: TransformationsConfig | null;
  processing_policy: ProcessingPolicyConfig;
}

/** One of the further pipelines of a node. */
export interface NamedPipeline extends PipelineConfig {
  /** 1..64 letters, digits, `_` and `-`; unique in its document, case-sensitive. */
  name: string;
}

/**
 * All pipelines of a node. The document's own four stages are the first pipeline, which has no name; further ones follow.
 * One of them all, at most, has policy LastValue.
 */
export interface PipelineDocument extends PipelineConfig {
  additional_pipelines: NamedPipeline[];
}
