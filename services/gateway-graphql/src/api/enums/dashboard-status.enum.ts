import type { DashboardStatus } from '@unitfleet/contracts';
import { wireEnum } from './wire-enum';

export const DashboardStatusEnum = wireEnum<DashboardStatus>()('DashboardStatus', {
  SUCCESS: 'Success',
  PROCESSING: 'Processing',
  ERROR: 'Error',
});
