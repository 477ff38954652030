import { z } from 'zod';
import { uuidSchema } from '../../model/scalars';
import { defineEvent } from '../define-event';

/** A mirror holds what its repository holds. */
export const mirrorSynced = defineEvent({
  service: 'builder',
  aggregate: 'mirror',
  name: 'synced',
  version: 1,
  description: 'A mirror holds what its repository holds.',
  schema: z.object({
    registryUuid: uuidSchema,
    requestId: uuidSchema,
    sizeBytes: z.number(),
    releasesData: z.string().nullable(),
  }),
  example: {
    registryUuid: '5f0c7a52-1a3b-4c8e-9d21-0b7c5b1f4a10',
    requestId: '0a6f7c1e-8f64-4a53-b0cf-6f0e3a4f2b11',
    sizeBytes: 40960,
    releasesData: null,
  },
});
