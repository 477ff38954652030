import type { DataPipeStage } from '@unitfleet/contracts';
import { wireEnum } from './wire-enum';

export const DataPipeStageEnum = wireEnum<DataPipeStage>()('DataPipeStage', {
  ACTIVE_PERIOD: 'ActivePeriod',
  FILTERS: 'Filters',
  TRANSFORMATIONS: 'Transformations',
  PROCESSING_POLICY: 'ProcessingPolicy',
});
