import type { UnitNodeType } from '@unitfleet/contracts';
import { wireEnum } from './wire-enum';

export const UnitNodeTypeEnum = wireEnum<UnitNodeType>()('UnitNodeTypeEnum', {
  OUTPUT: 'Output',
  INPUT: 'Input',
});
