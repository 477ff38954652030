import {
  ACTIVE_PERIOD_TYPES,
  AGGREGATION_FUNCTIONS,
  INPUT_VALUE_TYPES,
  POLICY_TYPES,
  TIME_WINDOW_SIZES,
  VALUE_FILTERINGS,
  VALUE_THRESHOLDS,
  defaultPipelineConfig,
  type ActivePeriodConfig,
  type FiltersConfig,
  type NamedPipeline,
  type PipelineDocument,
  type ProcessingPolicyConfig,
  type TransformationsConfig,
} from '@unitfleet/pipeline';

/** Fields whose values are words of a list. */
export const WORDS = {
  type: ACTIVE_PERIOD_TYPES,
  type_input_value: INPUT_VALUE_TYPES,
  type_value_filtering: VALUE_FILTERINGS,
  type_value_threshold: VALUE_THRESHOLDS,
  last_unique_check: ['true', 'false'],
  policy_type: POLICY_TYPES,
  aggregation_functions: AGGREGATION_FUNCTIONS,
} as const;

export type WordField = keyof typeof WORDS;
/** A word beside its field: the same word means something else elsewhere. */
export type WordName = { [F in WordField]: `${F}.${(typeof WORDS)[F][number]}` }[WordField];

/** Names of fields are the same wherever they stand, and no two stages share one. */
export type FieldName =
  | keyof PipelineDocument
  | keyof ActivePeriodConfig
  | keyof FiltersConfig
  | keyof TransformationsConfig
  | keyof ProcessingPolicyConfig
  | keyof Pick<NamedPipeline, 'name'>;

/** When a field is needed: always, or with one of these words of another field. */
type Need = 'always' | { readonly field: WordField; readonly words: readonly string[] };

/** What may stand at one place of a document. */
export interface Field {
  readonly name: FieldName;
  readonly need?: Need;
  /** Words that are the value. */
  readonly words?: readonly string[];
  readonly hasWindowSizes?: boolean;
  /** Of a mapping. */
  readonly fields?: readonly Field[];
  /** Whether the value may be or is a list; that of `fields` is a list of mappings then. */
  readonly isList?: boolean;
}

type Shape = Omit<Field, 'name'>;

/** The compiler asks for every field of a stage that the library knows. */
const fieldsOf = <Stage>(shapes: Readonly<Record<keyof Stage & FieldName, Shape>>): readonly Field[] =>
  Object.entries<Shape>(shapes).map(([name, shape]) => ({ name: name as FieldName, ...shape }));

const withWord = (field: WordField, ...words: string[]): Shape => ({ need: { field, words } });

const ACTIVE_PERIOD = fieldsOf<ActivePeriodConfig>({
  type: { need: 'always', words: WORDS.type },
  start: withWord('type', 'FromDate', 'DateRange'),
  end: withWord('type', 'ToDate', 'DateRange'),
});

const FILTERS = fieldsOf<FiltersConfig>({
  type_input_value: { need: 'always', words: WORDS.type_input_value },
  max_rate: { need: 'always' },
  max_size: { need: 'always' },
  json_path: {},
  type_value_threshold: { words: WORDS.type_value_threshold },
  threshold_min: withWord('type_value_threshold', 'Min', 'Range'),
  threshold_max: withWord('type_value_threshold', 'Max', 'Range'),
  type_value_filtering: { words: WORDS.type_value_filtering },
  filtering_values: { ...withWord('type_value_filtering', ...WORDS.type_value_filtering), isList: true },
  last_unique_check: { words: WORDS.last_unique_check },
});

const TRANSFORMATIONS = fieldsOf<TransformationsConfig>({
  multiplication_ratio: {},
  round_decimal_point: {},
  slice_start: {},
  slice_end: {},
});

const PROCESSING_POLICY = fieldsOf<ProcessingPolicyConfig>({
  policy_type: { need: 'always', words: WORDS.policy_type },
  n_records_count: withWord('policy_type', 'NRecords'),
  time_window_size: { ...withWord('policy_type', 'TimeWindow', 'Aggregation'), hasWindowSizes: true },
  aggregation_functions: {
    ...withWord('policy_type', 'Aggregation'),
    words: WORDS.aggregation_functions,
    isList: true,
  },
});

type Stages = Omit<PipelineDocument, 'additional_pipelines'>;

const STAGES = fieldsOf<Stages>({
  active_period: { need: 'always', fields: ACTIVE_PERIOD },
  filters: { need: 'always', fields: FILTERS },
  transformations: { fields: TRANSFORMATIONS },
  processing_policy: { need: 'always', fields: PROCESSING_POLICY },
});

const NAMED: readonly Field[] = [{ name: 'name', need: 'always' }, ...STAGES];

/** All that may stand in a document; the root is a mapping of these. */
export const DOCUMENT_FIELDS: readonly Field[] = [
  ...STAGES,
  { name: 'additional_pipelines', isList: true, fields: NAMED },
];

export const WINDOW_SIZES = TIME_WINDOW_SIZES.map(String);

const DEFAULTS: Readonly<Record<string, unknown>> = Object.assign(
  {},
  ...Object.values(defaultPipelineConfig()).filter((stage) => stage !== null && !Array.isArray(stage)),
  { name: 'name' },
);

/** What a new document says at this field. */
export const defaultOf = (name: FieldName): string => String(DEFAULTS[name] ?? '');
