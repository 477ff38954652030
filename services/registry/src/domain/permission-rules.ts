import { DomainError, type PermissionEntity } from '@unitfleet/contracts';

/** Kinds of agents that may hold a permission. */
export type AgentType = 'User' | 'Unit';

const refused = (text: string): DomainError => new DomainError('Permission', text);

/** @throws DomainError Permission for what cannot be the agent of a permission (`docs/protocol/rest-graphql.md 4.13`). */
export const requireAgentType = (type: PermissionEntity): AgentType => {
  if (type !== 'User' && type !== 'Unit')
    throw refused(`a ${type} holds no permissions: only a User or a Unit does`);
  return type;
};

/** @throws DomainError Permission for a resource that is no Repo (10B.25). */
export const requireRepoType = (type: PermissionEntity): void => {
  if (type === 'User')
    throw refused('there are no permissions for a User: only for a Repo, Unit or UnitNode');
  if (type !== 'Repo') throw refused(`permissions for a ${type} are not kept with those for Repos`);
};

/**
 * The creator's own row came with the Repo and goes with it. That a Unit sees its Repo is a rule without a row.
 *
 * @throws DomainError Permission.
 */
export const requireUnprotected = (agentUuid: string, repo: { creatorUuid: string | null }): void => {
  if (agentUuid === repo.creatorUuid) throw refused("the creator's own permission cannot be taken away");
};

export const permissionExists = (): DomainError => refused('the agent holds this permission already');

export const unitHoldsNone = (): DomainError =>
  refused('the Unit holds no permission that could be taken away; sight of its own Repo comes with it');
