import { randomBytes } from 'node:crypto';

/** `prefix_1a2b3c4d5e`: a name that no other test has, fit for databases, streams, consumers and key prefixes. */
export function uniqueName(prefix = 'test'): string {
  return `${prefix}_${randomBytes(5).toString('hex')}`;
}
