import type { PermissionEntity } from '@unitfleet/contracts';
import { wireEnum } from './wire-enum';

export const PermissionEntitiesEnum = wireEnum<PermissionEntity>()('PermissionEntities', {
  USER: 'User',
  UNIT: 'Unit',
  REPO: 'Repo',
  UNIT_NODE: 'UnitNode',
});
