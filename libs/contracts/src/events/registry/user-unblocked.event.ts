import { z } from 'zod';
import { uuidSchema } from '../../model/scalars';
import { defineEvent } from '../define-event';

/** An admin lifted a block. */
export const userUnblocked = defineEvent({
  service: 'registry',
  aggregate: 'user',
  name: 'unblocked',
  version: 1,
  description: 'An admin lifted a block.',
  schema: z.object({ uuid: uuidSchema }),
  example: { uuid: '5f0c7a52-1a3b-4c8e-9d21-0b7c5b1f4a10' },
});
