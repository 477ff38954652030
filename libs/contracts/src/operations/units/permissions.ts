import { definePermissionOperations } from '../permission-operations';

/** Permissions for Units and UnitNodes. */
export const {
  create: createUnitPermission,
  list: listUnitPermissions,
  delete: deleteUnitPermission,
} = definePermissionOperations('units');
