import fc from 'fast-check';
import type { Things } from '../world/world';

/** Keys that exist, in any spelling, and keys that do not. Users other than the guest keep out of harm's way. */
export const uuidsOf = ({
  maker: _maker,
  stranger: _stranger,
  commit: _commit,
  ...known
}: Things): fc.Arbitrary<string> =>
  fc.oneof(
    { weight: 8, arbitrary: fc.constantFrom(...Object.values(known)) },
    { weight: 1, arbitrary: fc.constantFrom(...Object.values(known)).map((uuid) => uuid.toUpperCase()) },
    { weight: 1, arbitrary: fc.uuid() },
  );
