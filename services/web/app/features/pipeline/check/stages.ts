import type { AggregationFunction, PipelineStage, PolicyType } from '@unitfleet/pipeline';
import type { AggregationFunctions, DataPipeStage, ProcessingPolicyType } from '../pipeline.generated';

/** Words of the API as they stand in documents. */
export const STAGE_OF: Readonly<Record<DataPipeStage, PipelineStage>> = {
  ACTIVE_PERIOD: 'ActivePeriod',
  FILTERS: 'Filters',
  TRANSFORMATIONS: 'Transformations',
  PROCESSING_POLICY: 'ProcessingPolicy',
};

export const POLICY_OF: Readonly<Record<ProcessingPolicyType, PolicyType>> = {
  LAST_VALUE: 'LastValue',
  N_RECORDS: 'NRecords',
  TIME_WINDOW: 'TimeWindow',
  AGGREGATION: 'Aggregation',
};

export const FUNCTION_OF: Readonly<Record<AggregationFunctions, AggregationFunction>> = {
  AVG: 'Avg',
  MIN: 'Min',
  MAX: 'Max',
  SUM: 'Sum',
};
