import { z } from 'zod';
import { uuidSchema } from '../../model/scalars';
import { defineEvent } from '../define-event';

/** What needed a person is over. */
export const alertResolved = defineEvent({
  service: 'notifier',
  aggregate: 'alert',
  name: 'resolved',
  version: 1,
  description: 'What needed a person is over.',
  schema: z.object({ uuid: uuidSchema, key: z.string() }),
  example: {
    uuid: '5f0c7a52-1a3b-4c8e-9d21-0b7c5b1f4a10',
    key: 'mirror.failed/0a6f7c1e-8f64-4a53-b0cf-6f0e3a4f2b11',
  },
});
