import {
  createRepoPermission,
  createUnitPermission,
  deleteRepoPermission,
  deleteUnitPermission,
  DomainError,
  listRepoPermissions,
  listUnitPermissions,
  type Actor,
  type OperationInput,
  type OperationResponse,
  type PermissionView,
} from '@unitfleet/contracts';
import { RpcClient } from '@unitfleet/messaging';

export type NewPermission = OperationInput<typeof createUnitPermission>;
export type PermissionListRequest = OperationInput<typeof listUnitPermissions>;
export type PermissionList = OperationResponse<typeof listUnitPermissions>;
export type PermissionKey = OperationInput<typeof deleteUnitPermission>;

/**
 * One door to the permissions that two services keep (`docs/protocol/rest-graphql.md 4.13`): those for Repos are the
 * registry's, those for Units and UnitNodes belong to units, which also refuses the types that are no resources.
 */
export class PermissionDesk {
  constructor(private readonly rpc: RpcClient) {}

  /** @throws DomainError of the owner. */
  create(request: NewPermission, actor: Actor): Promise<PermissionView> {
    const operation = request.resourceType === 'Repo' ? createRepoPermission : createUnitPermission;
    return this.rpc.call(operation, request, actor);
  }

  /** @throws DomainError of the owner. */
  list(request: PermissionListRequest, actor: Actor): Promise<PermissionList> {
    const operation = request.resourceType === 'Repo' ? listRepoPermissions : listUnitPermissions;
    return this.rpc.call(operation, request, actor);
  }

  /**
   * Nothing in the request says whose resource it is, so the owners are asked one after the other.
   *
   * @throws DomainError of the owner; Validation when no owner knows the resource.
   */
  async delete(request: PermissionKey, actor: Actor): Promise<void> {
    for (const operation of [deleteUnitPermission, deleteRepoPermission]) {
      const { isKnown } = await this.rpc.call(operation, request, actor);
      if (isKnown) return;
    }
    throw new DomainError('Validation', `Resource ${request.resourceUuid} was not found`);
  }
}
