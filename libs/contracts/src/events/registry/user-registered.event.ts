import { z } from 'zod';
import { uuidSchema } from '../../model/scalars';
import { defineEvent } from '../define-event';

/** Somebody registered. */
export const userRegistered = defineEvent({
  service: 'registry',
  aggregate: 'user',
  name: 'registered',
  version: 1,
  description: 'Somebody registered.',
  schema: z.object({ uuid: uuidSchema, login: z.string() }),
  example: { uuid: '5f0c7a52-1a3b-4c8e-9d21-0b7c5b1f4a10', login: 'maker' },
});
