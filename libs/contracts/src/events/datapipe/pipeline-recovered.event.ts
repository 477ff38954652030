import { z } from 'zod';
import { uuidSchema } from '../../model/scalars';
import { defineEvent } from '../define-event';

/** A pipeline that could not run runs again. */
export const pipelineRecovered = defineEvent({
  service: 'datapipe',
  aggregate: 'pipeline',
  name: 'recovered',
  version: 1,
  description: 'A pipeline that could not run runs again.',
  schema: z.object({ nodeUuid: uuidSchema }),
  example: { nodeUuid: 'c3d1a9a4-35c0-4a0e-9b6a-0d1c6f3f7a12' },
});
