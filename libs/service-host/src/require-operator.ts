import { requireAccess } from '@unitfleet/access';
import type { Actor, UserActor } from '@unitfleet/contracts';

/**
 * Whoever operates the instance is a user with the role Admin; what they see then is the machinery, no more of what belongs
 * to others than before.
 *
 * @throws DomainError NoAccess for everybody else
 */
export const requireOperator = (actor: Actor): UserActor => {
  requireAccess('instance.operate', actor, {});
  // The row has a cell for users alone.
  return actor as UserActor;
};
