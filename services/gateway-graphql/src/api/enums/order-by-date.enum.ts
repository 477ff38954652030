import type { SortOrder } from '@unitfleet/contracts';
import { wireEnum } from './wire-enum';

export const OrderByDate = wireEnum<SortOrder>()('OrderByDate', {
  asc: 'asc',
  desc: 'desc',
});
