import { Controller } from '@nestjs/common';
import { Ctx, Payload } from '@nestjs/microservices';
import {
  authorizeNode,
  getUnitNode,
  listUnitNodes,
  setInputState,
  updateUnitNode,
  type OperationInput,
} from '@unitfleet/contracts';
import { RpcHandler, type Call } from '@unitfleet/messaging';
import { ReadUnitNodeService } from './read-unit-node.service';
import { SetInputStateService } from './set-input-state.service';
import { UpdateUnitNodeService } from './update-unit-node.service';

@Controller()
export class UnitNodeController {
  constructor(
    private readonly reading: ReadUnitNodeService,
    private readonly change: UpdateUnitNodeService,
    private readonly inputs: SetInputStateService,
  ) {}

  @RpcHandler(getUnitNode)
  async get(@Payload() request: OperationInput<typeof getUnitNode>, @Ctx() call: Call) {
    return this.reading.get(call.actor, request.uuid);
  }

  @RpcHandler(listUnitNodes)
  async list(@Payload() request: OperationInput<typeof listUnitNodes>, @Ctx() call: Call) {
    return this.reading.list(call.actor, request);
  }

  @RpcHandler(updateUnitNode)
  async update(@Payload() request: OperationInput<typeof updateUnitNode>, @Ctx() call: Call) {
    return this.change.update(call.actor, request);
  }

  @RpcHandler(setInputState)
  async setState(@Payload() request: OperationInput<typeof setInputState>, @Ctx() call: Call) {
    return this.inputs.set(call.actor, request.uuid, request.state ?? null);
  }

  @RpcHandler(authorizeNode)
  async authorize(@Payload() request: OperationInput<typeof authorizeNode>, @Ctx() call: Call) {
    const node = await this.reading.authorize(call.actor, request.uuid, request.action);
    const { uuid, unitUuid, topicName, creatorUuid } = node;
    return { uuid, unitUuid, topicName, creatorUuid };
  }
}
