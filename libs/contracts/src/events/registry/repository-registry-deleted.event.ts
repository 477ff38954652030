import { z } from 'zod';
import { uuidSchema } from '../../model/scalars';
import { defineEvent } from '../define-event';

/** A repository registry is gone; its mirror may go. */
export const repositoryRegistryDeleted = defineEvent({
  service: 'registry',
  aggregate: 'repository-registry',
  name: 'deleted',
  version: 1,
  description: 'A repository registry is gone; its mirror may go.',
  schema: z.object({ uuid: uuidSchema }),
  example: { uuid: '5f0c7a52-1a3b-4c8e-9d21-0b7c5b1f4a10' },
});
