import { Controller, Inject } from '@nestjs/common';
import { Ctx, Payload } from '@nestjs/microservices';
import {
  authorizeNode,
  checkPipeline,
  DomainError,
  getPipeline,
  getPipelineCounters,
  setPipeline,
  setPipelineActive,
  type OperationInput,
  type OperationResponse,
} from '@unitfleet/contracts';
import { RpcClient, RpcHandler, type Call } from '@unitfleet/messaging';
import { parsePipelineDocument, parseStoredConfig, renderPipelineYaml } from '@unitfleet/pipeline';
import { NodeStore, pipeRefused } from '../data/pipelines/node.store';
import { PipelineChanges } from '../data/pipelines/pipeline-changes';
import { PipelineCountsStore } from '../data/pipelines/pipeline-counts.store';
import { SETTINGS, type DatapipeSettings } from '../settings';
import { requireDatapipe } from './feature-flag';

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
    const parsed = this.parse(document);
    return { problems: parsed.ok ? [] : parsed.errors };
  }

  @RpcHandler(setPipeline)
  async set(@Payload() { nodeUuid, document }: SetRequest, @Ctx() call: Call): Promise<null> {
    requireDatapipe(this.settings);
    const identity = await this.rpc.call(authorizeNode, { uuid: nodeUuid, action: 'configure' }, call.actor);
    const row = await this.nodes.find(nodeUuid);
    if (row && !row.isActive) throw pipeRefused('the data pipe of the node is not active');
    const parsed = this.parse(document);
    if (!parsed.ok) throw pipeRefused(`the configuration has ${parsed.errors.length} errors`);
    await this.changes.configure(identity, parsed.config);
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

  private parse(document: Uint8Array): ReturnType<typeof parsePipelineDocument> {
    if (Buffer.from(document).toString('latin1').trim() === '')
      throw new DomainError('DataPipe', 'the configuration is empty');
    return parsePipelineDocument(document, {
      maxPayloadBytes: this.settings.PU_MQTT_MAX_PAYLOAD_SIZE * 1_024,
    });
  }
}
