import { z } from 'zod';
import { uuidSchema } from '../../model/scalars';
import { defineEvent } from '../define-event';

/** A Repo is gone. */
export const repoDeleted = defineEvent({
  service: 'registry',
  aggregate: 'repo',
  name: 'deleted',
  version: 1,
  description: 'A Repo is gone.',
  schema: z.object({ uuid: uuidSchema }),
  example: { uuid: '5f0c7a52-1a3b-4c8e-9d21-0b7c5b1f4a10' },
});
