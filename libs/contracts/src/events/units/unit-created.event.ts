import { z } from 'zod';
import { uuidSchema } from '../../model/scalars';
import { defineEvent } from '../define-event';

/** A Unit was created. */
export const unitCreated = defineEvent({
  service: 'units',
  aggregate: 'unit',
  name: 'created',
  version: 1,
  description: 'A Unit was created.',
  schema: z.object({ uuid: uuidSchema, repoUuid: uuidSchema, creatorUuid: uuidSchema }),
  example: {
    uuid: '5f0c7a52-1a3b-4c8e-9d21-0b7c5b1f4a10',
    repoUuid: '0a6f7c1e-8f64-4a53-b0cf-6f0e3a4f2b11',
    creatorUuid: 'c3d1a9a4-35c0-4a0e-9b6a-0d1c6f3f7a12',
  },
});
