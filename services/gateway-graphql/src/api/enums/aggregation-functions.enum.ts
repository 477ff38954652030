import type { AggregationFunction } from '@unitfleet/contracts';
import { wireEnum } from './wire-enum';

export const AggregationFunctionsEnum = wireEnum<AggregationFunction>()('AggregationFunctions', {
  AVG: 'Avg',
  MIN: 'Min',
  MAX: 'Max',
  SUM: 'Sum',
});
