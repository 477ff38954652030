import { Controller, Inject } from '@nestjs/common';
import { Ctx, Payload } from '@nestjs/microservices';
import {
  authorizeNode,
  deletePipeData,
  readPipeData,
  type OperationInput,
  type OperationResponse,
} from '@unitfleet/contracts';
import { RpcClient, RpcHandler, type Call } from '@unitfleet/messaging';
import { Clock } from '@unitfleet/service-host';
import { PipelineChanges } from '../data/pipelines/pipeline-changes';
import { PipeDataReader } from '../data/reading/pipe-data.reader';
import { SETTINGS, type DatapipeSettings } from '../settings';
import { requireDatapipe } from './feature-flag';

type ReadRequest = OperationInput<typeof readPipeData>;
type DeleteRequest = OperationInput<typeof deletePipeData>;

/** What pipelines have stored (`docs/protocol/datapipe.md 3`). */
@Controller()
export class PipeDataController {
  constructor(
    private readonly rpc: RpcClient,
    private readonly reader: PipeDataReader,
    private readonly changes: PipelineChanges,
    private readonly clock: Clock,
    @Inject(SETTINGS) private readonly settings: DatapipeSettings,
  ) {}

  @RpcHandler(readPipeData)
  async read(
    @Payload() request: ReadRequest,
    @Ctx() call: Call,
  ): Promise<OperationResponse<typeof readPipeData>> {
    requireDatapipe(this.settings);
    await this.rpc.call(authorizeNode, { uuid: request.nodeUuid, action: 'read-data' }, call.actor);
    return this.reader.read(request, this.clock.now());
  }

  @RpcHandler(deletePipeData)
  async delete(@Payload() { nodeUuid }: DeleteRequest, @Ctx() call: Call): Promise<null> {
    requireDatapipe(this.settings);
    const identity = await this.rpc.call(
      authorizeNode,
      { uuid: nodeUuid, action: 'delete-data' },
      call.actor,
    );
    await this.changes.startSeries(identity);
    return null;
  }
}
