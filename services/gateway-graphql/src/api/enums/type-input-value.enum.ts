import type { InputValueType } from '@unitfleet/contracts';
import { wireEnum } from './wire-enum';

export const TypeInputValueEnum = wireEnum<InputValueType>()('TypeInputValue', {
  TEXT: 'Text',
  NUMBER: 'Number',
});
