import { z } from 'zod';
import { uuidSchema } from '../../model/scalars';
import { defineEvent } from '../define-event';

/** An agent may see a private Unit or node. */
export const unitPermissionCreated = defineEvent({
  service: 'units',
  aggregate: 'permission',
  name: 'created',
  version: 1,
  description: 'An agent may see a private Unit or node.',
  schema: z.object({ agentUuid: uuidSchema, resourceUuid: uuidSchema }),
  example: {
    agentUuid: '5f0c7a52-1a3b-4c8e-9d21-0b7c5b1f4a10',
    resourceUuid: 'c3d1a9a4-35c0-4a0e-9b6a-0d1c6f3f7a12',
  },
});
