import { z } from 'zod';
import { uuidSchema } from '../../model/scalars';
import { defineEvent } from '../define-event';

/** Settings of a Unit changed. */
export const unitUpdated = defineEvent({
  service: 'units',
  aggregate: 'unit',
  name: 'updated',
  version: 1,
  description: 'Settings of a Unit changed.',
  schema: z.object({ uuid: uuidSchema }),
  example: { uuid: '5f0c7a52-1a3b-4c8e-9d21-0b7c5b1f4a10' },
});
