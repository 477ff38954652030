import { aggregationFunctionsOf, PipelineConfig } from './pipeline-config';

/** What makes rows comparable: rows of one node with different keys must not be mixed. */
function seriesKey({ processing_policy: policy }: PipelineConfig): string {
  switch (policy.policy_type) {
    case 'Aggregation':
      return `Aggregation ${aggregationFunctionsOf(policy).join()} ${policy.time_window_size}`;
    case 'TimeWindow':
      return `TimeWindow ${policy.time_window_size}`;
    default:
      return policy.policy_type;
  }
}

/**
 * Whether the rows written under `after` form a new series: the policy, its functions or its window size changed
 * (docs/protocol/decisions.md, DataPipe 37). The first configuration of a node starts one too. A changed
 * `n_records_count` does not (decision 18), nor do changed filters or transformations. Asked of each pipeline of a document
 * for itself.
 *
 * When it answers true, call `startNewSeries` on the node's state: an open window of the old series is discarded, since
 * reads and exports never show the old series again.
 */
export function startsNewSeries(before: PipelineConfig | null, after: PipelineConfig): boolean {
  return before === null || seriesKey(before) !== seriesKey(after);
}
