import { Controller } from '@nestjs/common';
import { Ctx, Payload } from '@nestjs/microservices';
import {
  createRepoPermission,
  deleteRepoPermission,
  listRepoPermissions,
  unitDeleted,
  type Envelope,
  type EventData,
  type OperationInput,
} from '@unitfleet/contracts';
import { OnEvent, RpcHandler, type Call } from '@unitfleet/messaging';
import { Transactions } from '@unitfleet/persistence';
import { Clock } from '@unitfleet/service-host';
import { PermissionsRepository } from '../data/permissions.repository';
import { PermissionsService } from './permissions.service';

@Controller()
export class PermissionsController {
  constructor(
    private readonly permissions: PermissionsService,
    private readonly rows: PermissionsRepository,
    private readonly transactions: Transactions,
    private readonly clock: Clock,
  ) {}

  @RpcHandler(createRepoPermission)
  create(@Payload() request: OperationInput<typeof createRepoPermission>, @Ctx() call: Call) {
    return this.permissions.create(call.actor, request);
  }

  @RpcHandler(listRepoPermissions)
  list(@Payload() request: OperationInput<typeof listRepoPermissions>, @Ctx() call: Call) {
    return this.permissions.list(call.actor, request);
  }

  @RpcHandler(deleteRepoPermission)
  delete(@Payload() request: OperationInput<typeof deleteRepoPermission>, @Ctx() call: Call) {
    return this.permissions.delete(call.actor, request);
  }

  @OnEvent(unitDeleted)
  async unitDeleted(@Payload() event: Envelope<EventData<typeof unitDeleted>>): Promise<void> {
    await this.transactions.once('unit-deleted', event, (transaction) =>
      this.rows.forgetUnit(transaction, event.data.uuid, new Date(this.clock.now())),
    );
  }
}
