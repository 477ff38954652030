import { z } from 'zod';
import { uuidSchema } from '../../model/scalars';
import { defineEvent } from '../define-event';

/** A repository is to be fetched anew. */
export const repositoryRegistrySyncRequested = defineEvent({
  service: 'registry',
  aggregate: 'repository-registry',
  name: 'sync-requested',
  version: 1,
  description: 'A repository is to be fetched anew.',
  schema: z.object({ uuid: uuidSchema, requestId: uuidSchema, onBehalfOf: uuidSchema.nullable() }),
  example: {
    uuid: '5f0c7a52-1a3b-4c8e-9d21-0b7c5b1f4a10',
    requestId: '0a6f7c1e-8f64-4a53-b0cf-6f0e3a4f2b11',
    onBehalfOf: null,
  },
});
