import { Controller } from '@nestjs/common';
import { Ctx, Payload } from '@nestjs/microservices';
import { createUnitNodeEdge, deleteUnitNodeEdge, type OperationInput } from '@unitfleet/contracts';
import { RpcHandler, type Call } from '@unitfleet/messaging';
import { CreateEdgeService } from './create-edge.service';
import { DeleteEdgeService } from './delete-edge.service';

@Controller()
export class UnitNodeEdgeController {
  constructor(
    private readonly creation: CreateEdgeService,
    private readonly deletion: DeleteEdgeService,
  ) {}

  @RpcHandler(createUnitNodeEdge)
  async create(@Payload() request: OperationInput<typeof createUnitNodeEdge>, @Ctx() call: Call) {
    return this.creation.create(call.actor, request);
  }

  @RpcHandler(deleteUnitNodeEdge)
  async delete(@Payload() request: OperationInput<typeof deleteUnitNodeEdge>, @Ctx() call: Call) {
    await this.deletion.delete(call.actor, request);
    return null;
  }
}
