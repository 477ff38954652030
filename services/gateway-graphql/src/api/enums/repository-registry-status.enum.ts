import type { RegistrySyncStatus } from '@unitfleet/contracts';
import { wireEnum } from './wire-enum';

export const RepositoryRegistryStatusEnum = wireEnum<RegistrySyncStatus>()('RepositoryRegistryStatus', {
  UPDATED: 'Updated',
  PROCESSING: 'Processing',
  ERROR: 'Error',
});
