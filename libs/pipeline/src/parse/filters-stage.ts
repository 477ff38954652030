import {
  FiltersConfig,
  INPUT_VALUE_TYPES,
  VALUE_FILTERINGS,
  VALUE_THRESHOLDS,
} from '../config/pipeline-config';
import { boolean, filteringValues, finiteNumber, integer, jsonPath, oneOf } from './coerce';
import { BrokenRule, StageReader } from './stage-reader';

const MAX_RATE_SECONDS = 86_400;

/** A list may be empty: an empty white list lets nothing through, an empty black list everything. */
function listPresent(filters: FiltersConfig): BrokenRule | undefined {
  return filters.type_value_filtering !== null && filters.filtering_values === null
    ? {
        message: `filtering_values is required for ${filters.type_value_filtering}`,
        field: 'type_value_filtering',
      }
    : undefined;
}

function listTyped(filters: FiltersConfig): BrokenRule | undefined {
  if (filters.type_value_filtering === null || filters.filtering_values === null) return undefined;
  const expected = filters.type_input_value === 'Number' ? 'number' : 'string';
  return filters.filtering_values.every((value) => typeof value === expected)
    ? undefined
    : { message: `every item of filtering_values must be a ${expected}`, field: 'filtering_values' };
}

/** Also for `Text`, where thresholds have no effect: a half-written filter is a mistake (decisions.md, "docs"). */
function thresholdsComplete(filters: FiltersConfig): BrokenRule | undefined {
  const { type_value_threshold: type, threshold_min: min, threshold_max: max } = filters;
  if ((type === 'Min' || type === 'Range') && min === null)
    return { message: `threshold_min is required for ${type}`, field: 'type_value_threshold' };
  if ((type === 'Max' || type === 'Range') && max === null)
    return { message: `threshold_max is required for ${type}`, field: 'type_value_threshold' };
  return type === 'Range' && min !== null && max !== null && min >= max
    ? { message: 'threshold_min must be less than threshold_max', field: 'threshold_min' }
    : undefined;
}

/** docs/protocol/datapipe.md 1.3; `maxPayloadBytes` bounds `max_size`. */
export function readFilters(stage: StageReader, maxPayloadBytes: number): FiltersConfig | undefined {
  const config: FiltersConfig = {
    type_input_value: stage.required('type_input_value', oneOf(INPUT_VALUE_TYPES)),
    type_value_filtering: stage.optional('type_value_filtering', oneOf(VALUE_FILTERINGS)),
    filtering_values: stage.optional('filtering_values', filteringValues),
    type_value_threshold: stage.optional('type_value_threshold', oneOf(VALUE_THRESHOLDS)),
    threshold_min: stage.optional('threshold_min', finiteNumber),
    threshold_max: stage.optional('threshold_max', finiteNumber),
    max_rate: stage.required('max_rate', integer(0, MAX_RATE_SECONDS)),
    last_unique_check: stage.defaulted('last_unique_check', boolean, false),
    max_size: stage.required('max_size', integer(0)),
    json_path: stage.optional('json_path', jsonPath),
  };
  const sizeBounded = (filters: FiltersConfig): BrokenRule | undefined =>
    filters.max_size > maxPayloadBytes
      ? { message: `max_size must be at most ${maxPayloadBytes}`, field: 'max_size' }
      : undefined;
  return stage.finish(config, listPresent, listTyped, thresholdsComplete, sizeBounded);
}
