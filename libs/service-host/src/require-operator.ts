import { admin } from '@unitfleet/access';
import { noAccess, type Actor, type UserActor } from '@unitfleet/contracts';

/**
 * Whoever operates the instance is a user with the role Admin; what they see then is the machinery, no more of what belongs
 * to others than before.
 *
 * @throws DomainError NoAccess for everybody else
 */
export const requireOperator = (actor: Actor): UserActor => {
  if (actor.kind !== 'User') throw noAccess('operating the instance is not open to agents of this kind');
  if (!admin.allows(actor, {})) throw noAccess('operating the instance needs the role Admin');
  return actor;
};
