import type { VisibilityLevel } from '@unitfleet/contracts';
import { wireEnum } from './wire-enum';

export const VisibilityLevelEnum = wireEnum<VisibilityLevel>()('VisibilityLevel', {
  PUBLIC: 'Public',
  INTERNAL: 'Internal',
  PRIVATE: 'Private',
});
