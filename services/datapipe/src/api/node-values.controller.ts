import { Controller } from '@nestjs/common';
import { Payload } from '@nestjs/microservices';
import {
  DomainError,
  getNodeValues,
  listFailedPipelines,
  setNodeValue,
  type OperationInput,
  type OperationResponse,
} from '@unitfleet/contracts';
import { RpcHandler } from '@unitfleet/messaging';
import { Clock } from '@unitfleet/service-host';
import { LiveValues } from '../data/live/live-values';
import { NodeValueStore } from '../data/pipelines/node-value.store';

type GetManyRequest = OperationInput<typeof getNodeValues>;
type ListFailedRequest = OperationInput<typeof listFailedPipelines>;
type SetRequest = OperationInput<typeof setNodeValue>;

/** Current values of nodes, for `units`, which has decided who may ask. */
@Controller()
export class NodeValuesController {
  constructor(
    private readonly values: NodeValueStore,
    private readonly clock: Clock,
    private readonly live: LiveValues,
  ) {}

  @RpcHandler(getNodeValues)
  async getMany(@Payload() { nodeUuids }: GetManyRequest): Promise<OperationResponse<typeof getNodeValues>> {
    return { values: await this.values.getMany(nodeUuids) };
  }

  @RpcHandler(listFailedPipelines)
  async listFailed(
    @Payload() { after, limit }: ListFailedRequest,
  ): Promise<OperationResponse<typeof listFailedPipelines>> {
    return { nodeUuids: await this.values.listFailed(after ?? null, limit) };
  }

  @RpcHandler(setNodeValue)
  async set(@Payload() { nodeUuid: uuid, unitUuid, topicName, state }: SetRequest): Promise<null> {
    if (state.includes('\0')) throw new DomainError('UnitNode', 'a value cannot hold the character NUL');
    const now = this.clock.now();
    await this.values.set({ uuid, unitUuid, topicName }, state, now);
    this.live.stored([uuid], [state], [now]);
    return null;
  }
}
