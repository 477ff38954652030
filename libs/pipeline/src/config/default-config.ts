import { PipelineDocument } from './pipeline-config';

const PIPELINE_TOPIC_SUFFIX = '/pepeunit';

/** Whether a node of this topic name may have a pipeline at all (docs/protocol/datapipe.md 1.9, activate). */
export function isPipelineTopic(topicName: string): boolean {
  return topicName.endsWith(PIPELINE_TOPIC_SUFFIX);
}

/** The pipeline that a new node with a pipeline topic starts with (docs/protocol/datapipe.md 1.8). A fresh object at each call. */
export function defaultPipelineConfig(): PipelineDocument {
  return {
    active_period: { type: 'Permanent', start: null, end: null },
    filters: {
      type_input_value: 'Text',
      type_value_filtering: null,
      filtering_values: null,
      type_value_threshold: null,
      threshold_min: null,
      threshold_max: null,
      max_rate: 5,
      last_unique_check: false,
      max_size: 100,
      json_path: null,
    },
    transformations: null,
    processing_policy: {
      policy_type: 'LastValue',
      n_records_count: null,
      time_window_size: null,
      aggregation_functions: null,
    },
    additional_pipelines: [],
  };
}
