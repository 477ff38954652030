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
    // Of no version that there is, yet a UUID to those who do not look at it.
    { weight: 1, arbitrary: fc.stringMatching(/^[0-9a-f]{8}-[0-9a-f]{4}-[09]000-[0-9a-f]{4}-[0-9a-f]{12}$/) },
  );
