import { z } from 'zod';
import { uuidSchema } from '../../model/scalars';
import { defineEvent } from '../define-event';

/** Sessions of a user ended: logout, or a changed password. */
export const userSessionsEnded = defineEvent({
  service: 'registry',
  aggregate: 'user',
  name: 'sessions-ended',
  version: 1,
  description: 'Sessions of a user ended: logout, or a changed password.',
  schema: z.object({ uuid: uuidSchema, sids: z.array(z.string()).nullable() }),
  example: { uuid: '5f0c7a52-1a3b-4c8e-9d21-0b7c5b1f4a10', sids: null },
});
