import { NamedPipeline, PipelineConfig, PipelineDocument } from '../config/pipeline-config';
import { PipelineParseResult } from '../config/pipeline-problem';
import { readJson } from './read-json';
import { validatePipeline, wholeDocument } from './validate-pipeline';

/** The four stages, every field, in the order of the contract; what the contract does not know is there only where it is set. */
function storedStages({
  active_period: period,
  filters,
  transformations,
  processing_policy: policy,
}: PipelineConfig): object {
  return {
    active_period: { type: period.type, start: period.start, end: period.end },
    filters: {
      type_input_value: filters.type_input_value,
      type_value_filtering: filters.type_value_filtering,
      filtering_values: filters.filtering_values,
      type_value_threshold: filters.type_value_threshold,
      threshold_min: filters.threshold_min,
      threshold_max: filters.threshold_max,
      max_rate: filters.max_rate,
      last_unique_check: filters.last_unique_check,
      max_size: filters.max_size,
      ...(filters.json_path === null ? {} : { json_path: filters.json_path }),
    },
    transformations: transformations && {
      multiplication_ratio: transformations.multiplication_ratio,
      round_decimal_point: transformations.round_decimal_point,
      slice_start: transformations.slice_start,
      slice_end: transformations.slice_end,
    },
    processing_policy: {
      policy_type: policy.policy_type,
      n_records_count: policy.n_records_count,
      time_window_size: policy.time_window_size,
      aggregation_functions: policy.aggregation_functions,
    },
  };
}

const storedPipeline = (pipeline: NamedPipeline): object => ({
  name: pipeline.name,
  ...storedStages(pipeline),
});

/**
 * The stored form, column `data_pipe_yml` (docs/protocol/datapipe.md 1.8): JSON with every field, in the order of the
 * contract, nulls included. `transformations` is null where the document has none. `filters.json_path` and
 * `additional_pipelines` are there only where they say something, so that other documents are stored as the contract has them.
 */
export function toStoredConfig(document: PipelineDocument): string {
  const { additional_pipelines: additional } = document;
  return JSON.stringify({
    ...storedStages(document),
    ...(additional.length === 0 ? {} : { additional_pipelines: additional.map(storedPipeline) }),
  });
}

/**
 * Reads the stored form, also as an imported Pepeunit instance wrote it, under the same rules as a document, but without an
 * upper bound of `max_size`: a lowered limit of the instance does not break what is stored. Never throws.
 */
export function parseStoredConfig(json: string): PipelineParseResult {
  const document = readJson(json);
  if (document === undefined)
    return { ok: false, errors: [wholeDocument('The stored configuration is not valid JSON')] };
  return validatePipeline(document, { maxPayloadBytes: Infinity });
}
