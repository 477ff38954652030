import {
  AGGREGATION_FUNCTIONS,
  InputValueType,
  POLICY_TYPES,
  ProcessingPolicyConfig,
  TIME_WINDOW_SIZES,
} from '../config/pipeline-config';
import { integer, oneOf, oneOrMoreOf } from './coerce';
import { BrokenRule, StageReader } from './stage-reader';

const MAX_RECORDS = 1024;

function recordCountValid(policy: ProcessingPolicyConfig): BrokenRule | undefined {
  const { policy_type: type, n_records_count: count } = policy;
  if (type !== 'NRecords') return undefined;
  if (count === null) return { message: 'n_records_count is required for NRecords', field: 'policy_type' };
  return count < 1 || count > MAX_RECORDS
    ? { message: `n_records_count must be between 1 and ${MAX_RECORDS}`, field: 'n_records_count' }
    : undefined;
}

function windowSizeValid(policy: ProcessingPolicyConfig): BrokenRule | undefined {
  const { policy_type: type, time_window_size: size } = policy;
  if (type !== 'TimeWindow' && type !== 'Aggregation') return undefined;
  if (size === null) return { message: `time_window_size is required for ${type}`, field: 'policy_type' };
  return TIME_WINDOW_SIZES.includes(size)
    ? undefined
    : {
        message: `time_window_size must be one of ${TIME_WINDOW_SIZES.join(', ')}`,
        field: 'time_window_size',
      };
}

function functionPresent(policy: ProcessingPolicyConfig): BrokenRule | undefined {
  return policy.policy_type === 'Aggregation' && policy.aggregation_functions === null
    ? { message: 'aggregation_functions is required for Aggregation', field: 'policy_type' }
    : undefined;
}

/**
 * docs/protocol/datapipe.md 1.5. `inputType` is `undefined` where the filters could not be read; the rule that Aggregation
 * needs `Number` (decisions.md, "docs") is then left out, for its cause is already reported.
 */
export function readProcessingPolicy(
  stage: StageReader,
  inputType: InputValueType | undefined,
): ProcessingPolicyConfig | undefined {
  const config: ProcessingPolicyConfig = {
    policy_type: stage.required('policy_type', oneOf(POLICY_TYPES)),
    n_records_count: stage.optional('n_records_count', integer()),
    time_window_size: stage.optional('time_window_size', integer()),
    aggregation_functions: stage.optional('aggregation_functions', oneOrMoreOf(AGGREGATION_FUNCTIONS)),
  };
  const aggregatesNumbers = (policy: ProcessingPolicyConfig): BrokenRule | undefined =>
    policy.policy_type === 'Aggregation' && inputType === 'Text'
      ? { message: 'Aggregation requires type_input_value Number', field: 'policy_type' }
      : undefined;
  return stage.finish(config, recordCountValid, windowSizeValid, functionPresent, aggregatesNumbers);
}
