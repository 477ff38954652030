import { Controller, Inject } from '@nestjs/common';
import { Ctx, Payload } from '@nestjs/microservices';
import {
  authorizeNode,
  deletePipeData,
  readPipeData,
  readPipeDataPoints,
  streamPipeData,
  type OperationInput,
  type OperationResponse,
} from '@unitfleet/contracts';
import {
  RpcClient,
  RpcHandler,
  spool,
  StreamHandler,
  type Call,
  type StreamAnswer,
} from '@unitfleet/messaging';
import { Clock } from '@unitfleet/service-host';
import type { z } from 'zod';
import { textChunks } from '../data/csv/text-chunks';
import { PipelineChanges } from '../data/pipelines/pipeline-changes';
import { PipeDataPointsReader } from '../data/reading/pipe-data-points.reader';
import { PipeDataReader, type PipeDataStream } from '../data/reading/pipe-data.reader';
import { jsonRows } from '../domain/reading/json-row';
import { SETTINGS, type DatapipeSettings } from '../settings';
import { requireDatapipe } from './feature-flag';

type ReadRequest = OperationInput<typeof readPipeData>;
type StreamHead = z.output<typeof streamPipeData.head>;
type PointsRequest = OperationInput<typeof readPipeDataPoints>;
type DeleteRequest = OperationInput<typeof deletePipeData>;

/** What pipelines have stored (`docs/protocol/datapipe.md 3`). */
@Controller()
export class PipeDataController {
  constructor(
    private readonly rpc: RpcClient,
    private readonly reader: PipeDataReader,
    private readonly points: PipeDataPointsReader,
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

  @RpcHandler(readPipeDataPoints)
  async readPoints(
    @Payload() request: PointsRequest,
    @Ctx() call: Call,
  ): Promise<OperationResponse<typeof readPipeDataPoints>> {
    requireDatapipe(this.settings);
    await this.rpc.call(authorizeNode, { uuid: request.nodeUuid, action: 'read-data' }, call.actor);
    return { points: await this.points.read(request, this.clock.now()) };
  }

  /** Spooled: the store does not wait for a slow reader, and a failure comes before the first part. */
  @StreamHandler(streamPipeData)
  async stream(@Payload() request: ReadRequest, @Ctx() call: Call): Promise<StreamAnswer<StreamHead>> {
    requireDatapipe(this.settings);
    await this.rpc.call(authorizeNode, { uuid: request.nodeUuid, action: 'read-data' }, call.actor);
    const rows = await this.reader.stream(request, this.clock.now());
    const { size, content } = await spool(textChunks(jsonTexts(request.type, rows), ','));
    return { head: { count: rows.count, size }, content };
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

async function* jsonTexts(type: ReadRequest['type'], { items }: PipeDataStream): AsyncGenerator<string[]> {
  const toJson = jsonRows(type);
  for await (const some of items) yield some.map(toJson);
}
