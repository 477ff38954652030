import { z } from 'zod';
import { uuidSchema } from '../../model/scalars';
import { defineEvent } from '../define-event';

/** The auto-update Units of a Repo are to follow its target version. */
export const repoUnitsUpdateRequested = defineEvent({
  service: 'registry',
  aggregate: 'repo',
  name: 'units-update-requested',
  version: 1,
  description: 'The auto-update Units of a Repo are to follow its target version.',
  schema: z.object({
    uuid: uuidSchema,
    /** What somebody asked for is done at once; what the hour brings is spread over some minutes. */
    cause: z.enum(['request', 'schedule']).default('request'),
  }),
  example: { uuid: '5f0c7a52-1a3b-4c8e-9d21-0b7c5b1f4a10', cause: 'schedule' },
});
