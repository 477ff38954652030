import { z } from 'zod';
import { uuidSchema } from '../../model/scalars';
import { defineEvent } from '../define-event';

/** A node went with a version of its Unit\'s schema, or with its Unit. */
export const unitNodeDeleted = defineEvent({
  service: 'units',
  aggregate: 'unit-node',
  name: 'deleted',
  version: 1,
  description: "A node went with a version of its Unit's schema, or with its Unit.",
  schema: z.object({ uuid: uuidSchema, unitUuid: uuidSchema }),
  example: { uuid: 'c3d1a9a4-35c0-4a0e-9b6a-0d1c6f3f7a12', unitUuid: '5f0c7a52-1a3b-4c8e-9d21-0b7c5b1f4a10' },
});
