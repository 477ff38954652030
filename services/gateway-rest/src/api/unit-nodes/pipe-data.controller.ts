import { Delete, Get, Inject, Post, Query, Req, type StreamableFile } from '@nestjs/common';
import {
  deletePipeData,
  exportPipeData,
  importPipeData,
  pipeDataItemSchema,
  readPipeData,
  streamPipeData,
  type Actor,
  type PipeDataItem,
} from '@unitfleet/contracts';
import { RpcClient, StreamClient } from '@unitfleet/messaging';
import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import { Answers, AnswersFile, AnswersNothing, TakesUpload } from '../../http/answer/answers.decorator';
import { around, streamedAnswer } from '../../http/answer/streamed-answer';
import { assertPage } from '../../http/fields/page.query';
import { Caller } from '../../http/request/caller.decorator';
import { camelKeys } from '../../http/request/camel-keys';
import { Costs } from '../../http/request/costs.decorator';
import { PathUuid } from '../../http/request/path-uuid.decorator';
import { openUpload } from '../../http/request/upload';
import { RestController } from '../../http/routes/rest-controller.decorator';
import { GetWithSlash } from '../../http/routes/slash.decorator';
import { SETTINGS, type Settings } from '../../settings';
import { NodePipelineQuery, PipeDataQuery, PipelineQuery } from './pipes.dto';

/** Name of the file in the multipart body. */
const UPLOAD = 'data';

/** Which form a row has says the query; the row itself does not repeat it. */
const withoutPolicy = ({ policy: _policy, ...row }: PipeDataItem) => row;
const rowSchemas = pipeDataItemSchema.options.map(({ shape: { policy: _policy, ...shape } }) =>
  z.object(shape),
);
const pipeDataSchema = readPipeData.response.extend({ pipeData: z.array(z.union(rowSchemas)) });

/** What pipes have stored (`docs/protocol/datapipe.md 3`). */
@RestController('unit_nodes')
export class PipeDataController {
  constructor(
    private readonly rpc: RpcClient,
    private readonly streams: StreamClient,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {}

  @GetWithSlash('get_data_pipe_data')
  @Answers('PipeData', pipeDataSchema)
  async read(@Caller() actor: Actor, @Query() query: PipeDataQuery) {
    assertPage(query, this.settings.PU_MAX_PAGINATION_SIZE);
    const { uuid: nodeUuid, ...filters } = camelKeys(query);
    const request = { nodeUuid, ...filters };
    if (!query.limit) return this.readAll(request, actor);
    const { count, pipeData } = await this.rpc.call(readPipeData, request, actor);
    return { count, pipeData: pipeData.map(withoutPolicy) };
  }

  @Get('get_data_pipe_data_csv/:uuid')
  @Costs('pipe-data-file')
  @AnswersFile('application/zip')
  async export(@Caller() actor: Actor, @PathUuid() nodeUuid: string, @Query() { pipeline }: PipelineQuery) {
    const { head, content } = await this.streams.open(exportPipeData, { nodeUuid, pipeline }, actor);
    return streamedAnswer(content, { type: 'application/zip', length: head.size, fileName: head.fileName });
  }

  @Post('set_data_pipe_data_csv')
  @Costs('pipe-data-file')
  @TakesUpload(UPLOAD)
  @AnswersNothing()
  async import(@Caller() actor: Actor, @Query() query: NodePipelineQuery, @Req() request: FastifyRequest) {
    const content = await openUpload(request, UPLOAD, this.settings.UPLOAD_LIMIT);
    const { uuid: nodeUuid, pipeline } = query;
    await this.streams.upload(importPipeData, { nodeUuid, pipeline }, content, actor);
  }

  @Delete('delete_data_pipe_data/:uuid')
  @AnswersNothing()
  async delete(@Caller() actor: Actor, @PathUuid() uuid: string): Promise<void> {
    await this.rpc.call(deletePipeData, { nodeUuid: uuid }, actor);
  }

  /** Without a limit an answer has any size: it is handed through, never held. */
  private async readAll(
    request: z.input<typeof readPipeData.request>,
    actor: Actor,
  ): Promise<StreamableFile> {
    const { head, content } = await this.streams.open(streamPipeData, request, actor);
    const whole = around(`{"count":${head.count},"pipe_data":[`, { content, length: head.size }, ']}');
    return streamedAnswer(whole.content, { type: 'application/json', length: whole.length });
  }
}
