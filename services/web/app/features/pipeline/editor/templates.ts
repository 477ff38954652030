const document = (filters: readonly string[], rest: readonly string[]): string =>
  ['active_period:', '  type: Permanent', 'filters:', ...filters, ...rest, ''].join('\n');

const NUMBERS = ['  type_input_value: Number', '  max_rate: 0', '  max_size: 64'];
const ROUNDED = ['transformations:', '  round_decimal_point: 1'];

/** Documents to begin with, one for each policy and one for JSON. */
export const TEMPLATES = {
  LastValue: document(
    ['  type_input_value: Text', '  max_rate: 0', '  last_unique_check: true', '  max_size: 256'],
    ['processing_policy:', '  policy_type: LastValue'],
  ),
  NRecords: document(NUMBERS, [
    ...ROUNDED,
    'processing_policy:',
    '  policy_type: NRecords',
    '  n_records_count: 100',
  ]),
  TimeWindow: document(
    [...NUMBERS, '  type_value_threshold: Range', '  threshold_min: -40', '  threshold_max: 85'],
    [...ROUNDED, 'processing_policy:', '  policy_type: TimeWindow', '  time_window_size: 86400'],
  ),
  Aggregation: document(NUMBERS, [
    'processing_policy:',
    '  policy_type: Aggregation',
    '  time_window_size: 300',
    '  aggregation_functions: [Avg, Min, Max]',
  ]),
  json: document(
    ['  type_input_value: Number', '  max_rate: 0', '  max_size: 4096', '  json_path: $.temperature.value'],
    ['processing_policy:', '  policy_type: NRecords', '  n_records_count: 100'],
  ),
} as const;

export type TemplateName = keyof typeof TEMPLATES;
