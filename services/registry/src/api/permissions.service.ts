import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { requireAccess } from '@unitfleet/access';
import {
  noAccess,
  notFound,
  type Actor,
  type createRepoPermission,
  type deleteRepoPermission,
  type listRepoPermissions,
  type OperationInput,
  type OperationResponse,
  type PermissionView,
} from '@unitfleet/contracts';
import { Transactions } from '@unitfleet/persistence';
import { PermissionEntity } from '../data/permission.entity';
import { PermissionsRepository } from '../data/permissions.repository';
import { ReposRepository } from '../data/repos.repository';
import { UnitsClient } from '../data/units.client';
import { UsersRepository } from '../data/users.repository';
import {
  requireAgentType,
  requireRepoType,
  requireUnprotected,
  unitHoldsNone,
  type AgentType,
} from '../domain/permission-rules';

const toView = (permission: PermissionEntity): PermissionView => ({
  uuid: permission.uuid,
  agentUuid: (permission.agentUserUuid ?? permission.agentUnitUuid)!,
  agentType: permission.agentType,
  resourceUuid: permission.resourceRepoUuid,
  resourceType: permission.resourceType,
});

/** Others are refused before anything is looked up. */
const requireUser = (actor: Actor): void => {
  if (actor.kind !== 'User') throw noAccess('permissions are for Users to give and to take');
};

/** Who may see which private Repo (`docs/protocol/rest-graphql.md 4.13`). */
@Injectable()
export class PermissionsService {
  constructor(
    private readonly permissions: PermissionsRepository,
    private readonly repos: ReposRepository,
    private readonly users: UsersRepository,
    private readonly units: UnitsClient,
    private readonly transactions: Transactions,
  ) {}

  async create(actor: Actor, request: OperationInput<typeof createRepoPermission>): Promise<PermissionView> {
    requireUser(actor);
    requireRepoType(request.resourceType);
    const agentType = requireAgentType(request.agentType);
    const { agentUuid, resourceUuid } = request;
    const { creatorUuid } = await this.repos.get(resourceUuid);
    requireAccess('permission.create', actor, { creatorUuid });
    if (!(await this.isThere(agentType, agentUuid))) throw notFound(agentType, agentUuid);
    return this.transactions.run(async (transaction) => {
      await ReposRepository.lock(transaction.manager, resourceUuid);
      const permission = Object.assign(new PermissionEntity(), {
        uuid: randomUUID(),
        agentType,
        agentUserUuid: agentType === 'User' ? agentUuid : null,
        agentUnitUuid: agentType === 'Unit' ? agentUuid : null,
        resourceType: 'Repo' as const,
        resourceRepoUuid: resourceUuid,
      });
      await this.permissions.add(transaction, permission);
      return toView(permission);
    });
  }

  async list(
    actor: Actor,
    request: OperationInput<typeof listRepoPermissions>,
  ): Promise<OperationResponse<typeof listRepoPermissions>> {
    requireUser(actor);
    requireRepoType(request.resourceType);
    const agentType = request.agentType ? requireAgentType(request.agentType) : null;
    const { creatorUuid } = await this.repos.get(request.resourceUuid);
    requireAccess('permission.list', actor, { creatorUuid });
    const [permissions, count] = await this.permissions.list(request, agentType);
    return { count, permissions: permissions.map(toView) };
  }

  async delete(
    actor: Actor,
    { agentUuid, resourceUuid }: OperationInput<typeof deleteRepoPermission>,
  ): Promise<OperationResponse<typeof deleteRepoPermission>> {
    requireUser(actor);
    const repo = await this.repos.find(resourceUuid);
    if (!repo) return { isKnown: false };
    requireAccess('permission.delete', actor, { creatorUuid: repo.creatorUuid, agentUuid });
    requireUnprotected(agentUuid, repo);
    const isRemoved = await this.transactions.run((transaction) =>
      this.permissions.remove(transaction, agentUuid, resourceUuid),
    );
    if (!isRemoved) throw await this.absenceOf(agentUuid);
    return { isKnown: true };
  }

  private async isThere(type: AgentType, uuid: string): Promise<boolean> {
    return type === 'User' ? (await this.users.find(uuid)) !== null : this.units.exists(uuid);
  }

  private async absenceOf(agentUuid: string): Promise<Error> {
    const isUnit = !(await this.users.find(agentUuid)) && (await this.units.exists(agentUuid));
    return isUnit ? unitHoldsNone() : notFound('Permission of the agent', agentUuid);
  }
}
