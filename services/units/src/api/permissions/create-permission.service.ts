import { Injectable } from '@nestjs/common';
import { requireAccess } from '@unitfleet/access';
import {
  notFound,
  unitPermissionCreated,
  type Actor,
  type createUnitPermission,
  type OperationInput,
  type PermissionView,
} from '@unitfleet/contracts';
import { Transactions } from '@unitfleet/persistence';
import { UserClient } from '../../data/clients/user.client';
import { PermissionRepository } from '../../data/permission.repository';
import { UnitRepository } from '../../data/unit.repository';
import { agentType, resourceType, type PermissionAgent } from '../../domain/permission-rules';
import { PermissionTargetService } from './permission-target.service';

/** Gives sight of a private Unit or node (`docs/protocol/rest-graphql.md 4.13`, 10B.1). */
@Injectable()
export class CreatePermissionService {
  constructor(
    private readonly targets: PermissionTargetService,
    private readonly users: UserClient,
    private readonly units: UnitRepository,
    private readonly permissions: PermissionRepository,
    private readonly transactions: Transactions,
  ) {}

  async create(actor: Actor, request: OperationInput<typeof createUnitPermission>): Promise<PermissionView> {
    const grant = {
      agentUuid: request.agentUuid,
      agentType: agentType(request.agentType),
      resourceUuid: request.resourceUuid,
      resourceType: resourceType(request.resourceType),
    };
    const target = await this.targets.get(grant.resourceType, grant.resourceUuid);
    requireAccess('permission.create', actor, target);
    await this.requireAgent(grant.agentType, grant.agentUuid);
    const agentUnits = grant.agentType === 'Unit' ? [grant.agentUuid] : [];
    return this.transactions.run(async (transaction) => {
      await this.targets.lock(transaction, target, agentUnits);
      const uuid = await this.permissions.insert(transaction, grant);
      if (agentUnits.length > 0) await this.units.bumpAccess(transaction, agentUnits);
      const { agentUuid, resourceUuid } = grant;
      transaction.emit(unitPermissionCreated, { uuid, version: 1 }, { agentUuid, resourceUuid });
      return { uuid, ...grant };
    });
  }

  private async requireAgent(type: PermissionAgent, uuid: string): Promise<void> {
    const isThere = type === 'User' ? await this.users.exists(uuid) : await this.units.find(uuid);
    if (!isThere) throw notFound(type, uuid);
  }
}
