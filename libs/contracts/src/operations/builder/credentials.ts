import { z } from 'zod';
import { GIT_PLATFORMS } from '../../model/enums';
import { credentialsSchema } from '../registry/repository-registries';
import { defineOperation } from '../define-operation';

/** How long a platform and, where it has no API, its Git host may take to answer. */
const CHECK_DEADLINE_MS = 30_000;

/**
 * Whether these credentials open the repository: asked of the platform's API (`docs/protocol/device.md 5.4`), or, on a
 * plain Git host, of the host itself. A host that does not answer makes them invalid. For `registry` alone.
 */
export const checkRepositoryCredentials = defineOperation({
  service: 'builder',
  name: 'credentials.check',
  request: z.object({
    platform: z.enum(GIT_PLATFORMS),
    repositoryUrl: z.string(),
    credentials: credentialsSchema,
  }),
  response: z.object({ isValid: z.boolean() }),
  deadlineMs: CHECK_DEADLINE_MS,
});
