import { z } from 'zod';
import { uuidSchema } from '../../model/scalars';
import { defineEvent } from '../define-event';

/** The pipeline of a node changed or was switched. */
export const pipelineConfigured = defineEvent({
  service: 'datapipe',
  aggregate: 'pipeline',
  name: 'configured',
  version: 1,
  description: 'The pipeline of a node changed or was switched.',
  schema: z.object({ nodeUuid: uuidSchema, configVersion: z.number(), isActive: z.boolean() }),
  example: { nodeUuid: 'c3d1a9a4-35c0-4a0e-9b6a-0d1c6f3f7a12', configVersion: 3, isActive: true },
});
