import { z } from 'zod';
import { FIRMWARE_UPDATE_STATUSES } from '../../model/enums';
import { uuidSchema } from '../../model/scalars';
import { defineEvent } from '../define-event';

/** A Unit reported the version that it was told to go to, or did not in time. */
export const unitUpdateFinished = defineEvent({
  service: 'units',
  aggregate: 'unit',
  name: 'update-finished',
  version: 1,
  description: 'A Unit reported the version that it was told to go to, or did not in time.',
  schema: z.object({
    uuid: uuidSchema,
    commit: z.string().nullable(),
    status: z.enum(FIRMWARE_UPDATE_STATUSES),
    error: z.string().nullable(),
  }),
  example: {
    uuid: '5f0c7a52-1a3b-4c8e-9d21-0b7c5b1f4a10',
    commit: '9fceb02d0ae598e95dc970b74767f19372d61af8',
    status: 'Success',
    error: null,
  },
});
