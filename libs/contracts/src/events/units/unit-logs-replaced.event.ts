import { z } from 'zod';
import { dateTimeSchema, uuidSchema } from '../../model/scalars';
import { defineEvent } from '../define-event';

/** A device answered LogSync: what it sends now replaces its logs before this time. */
export const unitLogsReplaced = defineEvent({
  service: 'units',
  aggregate: 'unit',
  name: 'logs-replaced',
  version: 1,
  description: 'A device answered LogSync: what it sends now replaces its logs before this time.',
  schema: z.object({ uuid: uuidSchema, before: dateTimeSchema }),
  example: { uuid: '5f0c7a52-1a3b-4c8e-9d21-0b7c5b1f4a10', before: new Date('2025-01-02T03:04:05.678Z') },
});
