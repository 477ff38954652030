import { z } from 'zod';
import { uuidSchema } from '../../model/scalars';
import { defineEvent } from '../define-event';

/** What a Unit may do at the broker changed. */
export const unitAccessChanged = defineEvent({
  service: 'units',
  aggregate: 'unit',
  name: 'access-changed',
  version: 1,
  description: 'What a Unit may do at the broker changed.',
  schema: z.object({ uuid: uuidSchema, accessVersion: z.number() }),
  example: { uuid: '5f0c7a52-1a3b-4c8e-9d21-0b7c5b1f4a10', accessVersion: 7 },
});
