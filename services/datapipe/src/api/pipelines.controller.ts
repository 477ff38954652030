import { Controller, Inject } from '@nestjs/common';
import { Ctx, Payload } from '@nestjs/microservices';
import {
  authorizeNode,
  checkPipeline,
  getPipeline,
  getPipelineCounters,
  setPipeline,
  setPipelineActive,
  type OperationInput,
  type OperationResponse,
} from '@unitfleet/contracts';
import { RpcClient, RpcHandler, type Call } from '@unitfleet/messaging';
import { parseStoredConfig, renderPipelineYaml } from '@unitfleet/pipeline';
import { NodeStore, pipeRefused } from '../data/pipelines/node.store';
import { PipelineChanges } from '../data/pipelines/pipeline-changes';
import { PipelineCountsStore } from '../data/pipelines/pipeline-counts.store';
import { SETTINGS, type DatapipeSettings } from '../settings';
import { requireDatapipe } from './feature-flag';
import { parsePipeline, requirePipeline } from './pipeline-document';

type CheckRequest = OperationInput<typeof checkPipeline>;
type SetRequest = OperationInput<typeof setPipeline>;
type GetRequest = OperationInput<typeof getPipeline>;
type GetCountersRequest = OperationInput<typeof getPipelineCounters>;
type SetActiveRequest = OperationInput<typeof setPipelineActive>;

/** Configuration of pipes (`docs/protocol/datapipe.md 1.9`). */
@Controller()
export class PipelinesController {
  constructor(
    private readonly rpc: RpcClient,
    private readonly nodes: NodeStore,
    private readonly changes: PipelineChanges,
    private readonly counts: PipelineCountsStore,
    @Inject(SETTINGS) private readonly settings: DatapipeSettings,
  ) {}

  @RpcHandler(checkPipeline)
  check(@Payload() { document }: CheckRequest): OperationResponse<typeof checkPipeline> {
    requireDatapipe(this.settings);
    const parsed = parsePipeline(document, this.settings);
    return { problems: parsed.ok ? [] : parsed.errors };
  }

  @RpcHandler(setPipeline)
  async set(@Payload() { nodeUuid, document }: SetRequest, @Ctx() call: Call): Promise<null> {
    requireDatapipe(this.settings);
    const identity = await this.rpc.call(authorizeNode, { uuid: nodeUuid, action: 'configure' }, call.actor);
    const row = await this.nodes.find(nodeUuid);
    if (row && !row.isActive) throw pipeRefused('the data pipe of the node is not active');
    await this.changes.configure(identity, requirePipeline(document, this.settings));
    return null;
  }

  @RpcHandler(getPipeline)
  async get(
    @Payload() { nodeUuid }: GetRequest,
    @Ctx() call: Call,
  ): Promise<OperationResponse<typeof getPipeline>> {
    requireDatapipe(this.settings);
    await this.rpc.call(authorizeNode, { uuid: nodeUuid, action: 'read-config' }, call.actor);
    const row = await this.nodes.find(nodeUuid);
    if (!row?.isActive) throw pipeRefused('the data pipe of the node is not active');
    if (row.config === null) throw pipeRefused('the data pipe of the node has no configuration');
    const stored = parseStoredConfig(row.config);
    if (!stored.ok) throw pipeRefused('the stored configuration cannot be read');
    return { document: renderPipelineYaml(stored.config) };
  }

  @RpcHandler(getPipelineCounters)
  async getCounters(
    @Payload() { nodeUuid }: GetCountersRequest,
    @Ctx() call: Call,
  ): Promise<OperationResponse<typeof getPipelineCounters>> {
    requireDatapipe(this.settings);
    await this.rpc.call(authorizeNode, { uuid: nodeUuid, action: 'read-config' }, call.actor);
    return this.counts.get(nodeUuid);
  }

  @RpcHandler(setPipelineActive)
  async setActive(@Payload() request: SetActiveRequest): Promise<null> {
    const { nodeUuid: uuid, unitUuid, topicName, isActive } = request;
    await this.changes.setActive({ uuid, unitUuid, topicName }, isActive);
    return null;
  }
}
