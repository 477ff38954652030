import { Arbitrary, array, assert, integer, property, string } from 'fast-check';

export { array, assert, integer, property };

/** Text of any characters, those included that JSON has to escape. */
export const fullUnicodeString = (maxLength: number): Arbitrary<string> =>
  string({ unit: 'binary', maxLength });
