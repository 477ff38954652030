import { DomainError, type PermissionEntity } from '@unitfleet/contracts';

export type PermissionAgent = Extract<PermissionEntity, 'User' | 'Unit'>;
export type PermissionResource = Extract<PermissionEntity, 'Unit' | 'UnitNode'>;

/** Throws Permission (422 code 4) for what holds no permissions (`docs/protocol/rest-graphql.md 4.13`, 10B.25). */
export const agentType = (type: PermissionEntity): PermissionAgent => {
  if (type !== 'User' && type !== 'Unit')
    throw new DomainError('Permission', `A ${type} cannot hold a permission`);
  return type;
};

/** Throws Permission (422 code 4) for what no permission here can be for. */
export const resourceType = (type: PermissionEntity): PermissionResource => {
  if (type !== 'Unit' && type !== 'UnitNode')
    throw new DomainError('Permission', `A ${type} cannot be the resource of a permission`);
  return type;
};

/** What a permission is for, as far as its protection goes. `unitUuid` is that of the Unit, or of the node's Unit. */
export interface PermissionTarget {
  readonly creatorUuid: string;
  readonly unitUuid: string;
}

/** A Unit's to itself and to its nodes, and the creator's: they came with creation and stay. */
export const isProtected = (target: PermissionTarget, agentUuid: string): boolean =>
  agentUuid === target.creatorUuid || agentUuid === target.unitUuid;
