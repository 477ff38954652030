import type { SortOrder } from '@unitfleet/contracts';
import { wireEnum } from './wire-enum';

export const OrderByText = wireEnum<SortOrder>()('OrderByText', {
  asc: 'asc',
  desc: 'desc',
});
