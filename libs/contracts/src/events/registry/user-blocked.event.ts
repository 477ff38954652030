import { z } from 'zod';
import { uuidSchema } from '../../model/scalars';
import { defineEvent } from '../define-event';

/** An admin blocked a user: tokens of the user and of the user\'s Units end at once. */
export const userBlocked = defineEvent({
  service: 'registry',
  aggregate: 'user',
  name: 'blocked',
  version: 1,
  description: "An admin blocked a user: tokens of the user and of the user's Units end at once.",
  schema: z.object({ uuid: uuidSchema }),
  example: { uuid: '5f0c7a52-1a3b-4c8e-9d21-0b7c5b1f4a10' },
});
