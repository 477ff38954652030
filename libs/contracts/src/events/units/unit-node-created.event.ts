import { z } from 'zod';
import { UNIT_NODE_TYPES } from '../../model/enums';
import { uuidSchema } from '../../model/scalars';
import { defineEvent } from '../define-event';

/** A node came with a version of its Unit\'s schema. */
export const unitNodeCreated = defineEvent({
  service: 'units',
  aggregate: 'unit-node',
  name: 'created',
  version: 1,
  description: "A node came with a version of its Unit's schema.",
  schema: z.object({
    uuid: uuidSchema,
    unitUuid: uuidSchema,
    topicName: z.string(),
    type: z.enum(UNIT_NODE_TYPES),
  }),
  example: {
    uuid: 'c3d1a9a4-35c0-4a0e-9b6a-0d1c6f3f7a12',
    unitUuid: '5f0c7a52-1a3b-4c8e-9d21-0b7c5b1f4a10',
    topicName: 'temperature/pepeunit',
    type: 'Output',
  },
});
