import { z } from 'zod';
import { uuidSchema } from '../../model/scalars';
import { defineEvent } from '../define-event';

/** A repository could not be fetched. */
export const mirrorFailed = defineEvent({
  service: 'builder',
  aggregate: 'mirror',
  name: 'failed',
  version: 1,
  description: 'A repository could not be fetched.',
  schema: z.object({ registryUuid: uuidSchema, requestId: uuidSchema, error: z.string() }),
  example: {
    registryUuid: '5f0c7a52-1a3b-4c8e-9d21-0b7c5b1f4a10',
    requestId: '0a6f7c1e-8f64-4a53-b0cf-6f0e3a4f2b11',
    error: '422: 5: Git Repo Validation Error: the repository does not answer',
  },
});
