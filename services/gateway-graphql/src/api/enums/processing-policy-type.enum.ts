import type { ProcessingPolicy } from '@unitfleet/contracts';
import { wireEnum } from './wire-enum';

export const ProcessingPolicyTypeEnum = wireEnum<ProcessingPolicy>()('ProcessingPolicyType', {
  LAST_VALUE: 'LastValue',
  N_RECORDS: 'NRecords',
  TIME_WINDOW: 'TimeWindow',
  AGGREGATION: 'Aggregation',
});
