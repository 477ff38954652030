import { z } from 'zod';
import {
  newPermissionSchema,
  permissionKeySchema,
  permissionListRequestSchema,
  permissionListSchema,
  permissionViewSchema,
} from '../model/permission';
import type { ServiceName } from '../model/service-names';
import { defineOperation } from './define-operation';

/** What each owner of resources answers about permissions for them (`docs/protocol/rest-graphql.md 4.13`). */
export const definePermissionOperations = (service: ServiceName) => ({
  /** Only the creator of the resource gives them; both sides must exist and the pair is unique. */
  create: defineOperation({
    service,
    name: 'permission.create',
    request: newPermissionSchema,
    response: permissionViewSchema,
  }),

  /** For the creator of the resource. */
  list: defineOperation({
    service,
    name: 'permission.list',
    request: permissionListRequestSchema,
    response: permissionListSchema,
  }),

  /**
   * For the creator of the resource and for the agent itself; rows that came with creation stay. `isKnown` is false when
   * the resource is none of this service's: the other owner is to be asked.
   */
  delete: defineOperation({
    service,
    name: 'permission.delete',
    request: permissionKeySchema,
    response: z.object({ isKnown: z.boolean() }),
  }),
});
