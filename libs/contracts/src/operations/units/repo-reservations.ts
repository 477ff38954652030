import { z } from 'zod';
import { VISIBILITY_LEVELS } from '../../model/enums';
import { uuidSchema } from '../../model/scalars';
import { defineOperation } from '../define-operation';

const service = 'units';

/**
 * Asked by `registry` before it deletes a Repo (`level` null) or makes it stricter: refused with code 2 while Units
 * stand against it. Until the reservation is released, ends, or the Repo's event has come, no Unit is made or changed
 * that would.
 */
export const reserveRepo = defineOperation({
  service,
  name: 'repo-reservation.create',
  request: z.object({ repoUuid: uuidSchema, level: z.enum(VISIBILITY_LEVELS).nullable() }),
  response: z.object({ reservationUuid: uuidSchema }),
});

/** The change was not made after all. */
export const releaseRepo = defineOperation({
  service,
  name: 'repo-reservation.delete',
  request: z.object({ reservationUuid: uuidSchema }),
  response: z.null(),
});
