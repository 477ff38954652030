import type { CredentialStatus } from '@unitfleet/contracts';
import { wireEnum } from './wire-enum';

export const CredentialStatusEnum = wireEnum<CredentialStatus>()('CredentialStatus', {
  VALID: 'Valid',
  NOT_VERIFIED: 'NotVerified',
  ERROR: 'Error',
});
