import type { TokenRefusal } from '@unitfleet/security';

/** Why a device was not let in. */
export type Refusal =
  | TokenRefusal
  /** A token of somebody who is no device. */
  | 'kind'
  | 'unknown-unit'
  | 'blocked-owner'
  /** The client id of another Unit: to let it in would end that one's connection. */
  | 'client-id';

export const REFUSALS: readonly Refusal[] = [
  'malformed',
  'signature',
  'claims',
  'expired',
  'kind',
  'unknown-unit',
  'blocked-owner',
  'client-id',
];
