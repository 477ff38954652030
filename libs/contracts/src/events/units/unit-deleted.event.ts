import { z } from 'zod';
import { uuidSchema } from '../../model/scalars';
import { defineEvent } from '../define-event';

/** A Unit is gone, and its nodes with it. */
export const unitDeleted = defineEvent({
  service: 'units',
  aggregate: 'unit',
  name: 'deleted',
  version: 1,
  description: 'A Unit is gone, and its nodes with it.',
  schema: z.object({ uuid: uuidSchema, nodeUuids: z.array(uuidSchema) }),
  example: {
    uuid: '5f0c7a52-1a3b-4c8e-9d21-0b7c5b1f4a10',
    nodeUuids: ['c3d1a9a4-35c0-4a0e-9b6a-0d1c6f3f7a12'],
  },
});
