import type { UserStatus } from '@unitfleet/contracts';
import { wireEnum } from './wire-enum';

export const UserStatusEnum = wireEnum<UserStatus>()('UserStatus', {
  UNVERIFIED: 'Unverified',
  VERIFIED: 'Verified',
  BLOCKED: 'Blocked',
});
