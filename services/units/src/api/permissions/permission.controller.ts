import { Controller } from '@nestjs/common';
import { Ctx, Payload } from '@nestjs/microservices';
import {
  createUnitPermission,
  deleteUnitPermission,
  listUnitPermissions,
  type OperationInput,
} from '@unitfleet/contracts';
import { RpcHandler, type Call } from '@unitfleet/messaging';
import { CreatePermissionService } from './create-permission.service';
import { DeletePermissionService } from './delete-permission.service';
import { ListPermissionsService } from './list-permissions.service';

@Controller()
export class PermissionController {
  constructor(
    private readonly creation: CreatePermissionService,
    private readonly listing: ListPermissionsService,
    private readonly deletion: DeletePermissionService,
  ) {}

  @RpcHandler(createUnitPermission)
  async create(@Payload() request: OperationInput<typeof createUnitPermission>, @Ctx() call: Call) {
    return this.creation.create(call.actor, request);
  }

  @RpcHandler(listUnitPermissions)
  async list(@Payload() request: OperationInput<typeof listUnitPermissions>, @Ctx() call: Call) {
    return this.listing.list(call.actor, request);
  }

  @RpcHandler(deleteUnitPermission)
  async delete(@Payload() request: OperationInput<typeof deleteUnitPermission>, @Ctx() call: Call) {
    return { isKnown: await this.deletion.delete(call.actor, request) };
  }
}
