import { z } from 'zod';
import { uuidSchema } from '../../model/scalars';
import { defineEvent } from '../define-event';

/** A Repo was created. */
export const repoCreated = defineEvent({
  service: 'registry',
  aggregate: 'repo',
  name: 'created',
  version: 1,
  description: 'A Repo was created.',
  schema: z.object({ uuid: uuidSchema, repositoryRegistryUuid: uuidSchema }),
  example: {
    uuid: '5f0c7a52-1a3b-4c8e-9d21-0b7c5b1f4a10',
    repositoryRegistryUuid: '0a6f7c1e-8f64-4a53-b0cf-6f0e3a4f2b11',
  },
});
