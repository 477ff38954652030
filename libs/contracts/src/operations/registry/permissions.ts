import { definePermissionOperations } from '../permission-operations';

/** Permissions for Repos. */
export const {
  create: createRepoPermission,
  list: listRepoPermissions,
  delete: deleteRepoPermission,
} = definePermissionOperations('registry');
