import { z } from 'zod';
import {
  newPermissionSchema,
  permissionKeySchema,
  permissionListRequestSchema,
  permissionListSchema,
  permissionViewSchema,
} from '../../model/permission';
import { defineOperation } from '../define-operation';

const service = 'registry';

/** Permissions for Repos. Only the creator of the resource gives them; both sides must exist and the pair is unique. */
export const createRepoPermission = defineOperation({
  service,
  name: 'permission.create',
  request: newPermissionSchema,
  response: permissionViewSchema,
});

/** For the creator of the resource. */
export const listRepoPermissions = defineOperation({
  service,
  name: 'permission.list',
  request: permissionListRequestSchema,
  response: permissionListSchema,
});

/**
 * For the creator of the resource and for the agent itself; rows that came with creation stay. `isKnown` is false when
 * the resource is none of this service's: the other owner is to be asked.
 */
export const deleteRepoPermission = defineOperation({
  service,
  name: 'permission.delete',
  request: permissionKeySchema,
  response: z.object({ isKnown: z.boolean() }),
});
