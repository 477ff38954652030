import { z } from 'zod';
import { uuidSchema } from '../../model/scalars';
import { defineEvent } from '../define-event';

/** A Unit was told to go to a version. */
export const unitUpdateRequested = defineEvent({
  service: 'units',
  aggregate: 'unit',
  name: 'update-requested',
  version: 1,
  description: 'A Unit was told to go to a version.',
  schema: z.object({ uuid: uuidSchema, commit: z.string() }),
  example: {
    uuid: '5f0c7a52-1a3b-4c8e-9d21-0b7c5b1f4a10',
    commit: '9fceb02d0ae598e95dc970b74767f19372d61af8',
  },
});
