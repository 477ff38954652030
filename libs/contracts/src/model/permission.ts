import { z } from 'zod';
import { PERMISSION_ENTITIES } from './enums';
import { pageSchema } from './paging';
import { uuidSchema } from './scalars';

/** An agent's permission for a resource; it only matters for private ones (`docs/protocol/rest-graphql.md 4.13`). */
export const permissionViewSchema = z.object({
  uuid: uuidSchema,
  agentUuid: uuidSchema,
  agentType: z.enum(PERMISSION_ENTITIES),
  resourceUuid: uuidSchema,
  resourceType: z.enum(PERMISSION_ENTITIES),
});
export type PermissionView = z.infer<typeof permissionViewSchema>;

export const newPermissionSchema = permissionViewSchema.omit({ uuid: true });

export const permissionListRequestSchema = pageSchema.extend({
  resourceUuid: uuidSchema,
  resourceType: z.enum(PERMISSION_ENTITIES),
  agentType: z.enum(PERMISSION_ENTITIES).nullish(),
});

export const permissionListSchema = z.object({
  count: z.number(),
  permissions: z.array(permissionViewSchema),
});

export const permissionKeySchema = z.object({ agentUuid: uuidSchema, resourceUuid: uuidSchema });
