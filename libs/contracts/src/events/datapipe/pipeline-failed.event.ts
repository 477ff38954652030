import { z } from 'zod';
import { uuidSchema } from '../../model/scalars';
import { defineEvent } from '../define-event';

/** A pipeline cannot run. */
export const pipelineFailed = defineEvent({
  service: 'datapipe',
  aggregate: 'pipeline',
  name: 'failed',
  version: 1,
  description: 'A pipeline cannot run.',
  schema: z.object({ nodeUuid: uuidSchema, error: z.string() }),
  example: {
    nodeUuid: 'c3d1a9a4-35c0-4a0e-9b6a-0d1c6f3f7a12',
    error: 'the stored configuration cannot be read',
  },
});
