import { Injectable } from '@nestjs/common';
import { requireAccess } from '@unitfleet/access';
import type { Actor, listUnitPermissions, OperationInput, OperationResponse } from '@unitfleet/contracts';
import { PermissionRepository } from '../../data/permission.repository';
import { agentType, resourceType } from '../../domain/permission-rules';
import { PermissionTargetService } from './permission-target.service';

type ListRequest = OperationInput<typeof listUnitPermissions>;

/** Shows the creator of a Unit or node who sees it. */
@Injectable()
export class ListPermissionsService {
  constructor(
    private readonly targets: PermissionTargetService,
    private readonly permissions: PermissionRepository,
  ) {}

  async list(actor: Actor, request: ListRequest): Promise<OperationResponse<typeof listUnitPermissions>> {
    const target = await this.targets.get(resourceType(request.resourceType), request.resourceUuid);
    requireAccess('permission.list', actor, target);
    const asked = request.agentType ? agentType(request.agentType) : null;
    const [rows, count] = await this.permissions.ofResource(target.uuid, asked, request);
    return {
      count,
      permissions: rows.map(({ uuid, agentUuid, agentType, resourceUuid, resourceType }) => ({
        uuid,
        agentUuid,
        agentType,
        resourceUuid,
        resourceType,
      })),
    };
  }
}
