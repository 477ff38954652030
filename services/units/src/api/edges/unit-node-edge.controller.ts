import { Controller } from '@nestjs/common';
import { Ctx, Payload } from '@nestjs/microservices';
import {
  createUnitNodeEdge,
  deleteUnitNodeEdge,
  listUnitNodeEdges,
  type OperationInput,
} from '@unitfleet/contracts';
import { RpcHandler, type Call } from '@unitfleet/messaging';
import { CreateEdgeService } from './create-edge.service';
import { DeleteEdgeService } from './delete-edge.service';
import { ListEdgesService } from './list-edges.service';

@Controller()
export class UnitNodeEdgeController {
  constructor(
    private readonly creation: CreateEdgeService,
    private readonly deletion: DeleteEdgeService,
    private readonly listing: ListEdgesService,
  ) {}

  @RpcHandler(listUnitNodeEdges)
  async list(@Payload() request: OperationInput<typeof listUnitNodeEdges>, @Ctx() call: Call) {
    return this.listing.list(call.actor, request);
  }

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
