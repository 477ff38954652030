import type { UserRole } from '@unitfleet/contracts';
import { wireEnum } from './wire-enum';

export const UserRoleEnum = wireEnum<UserRole>()('UserRole', {
  USER: 'User',
  ADMIN: 'Admin',
});
