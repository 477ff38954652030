import { Get, Inject, Post, Query, Req } from '@nestjs/common';
import {
  checkPipeline,
  getPipeline,
  getPipelineCounters,
  setPipeline,
  type Actor,
} from '@unitfleet/contracts';
import { RpcClient } from '@unitfleet/messaging';
import type { FastifyRequest } from 'fastify';
import { Answers, AnswersFile, AnswersNothing, TakesUpload } from '../../http/answer/answers.decorator';
import { PlainText } from '../../http/answer/presenter';
import { Caller } from '../../http/request/caller.decorator';
import { Costs } from '../../http/request/costs.decorator';
import { PathUuid } from '../../http/request/path-uuid.decorator';
import { readUpload } from '../../http/request/upload';
import { RestController } from '../../http/routes/rest-controller.decorator';
import { SETTINGS, type Settings } from '../../settings';
import { NodeQuery } from './pipes.dto';

/** Name of the file in the multipart body. */
const UPLOAD = 'data';

/** How pipes are configured. */
@RestController('unit_nodes')
export class PipesController {
  constructor(
    private readonly rpc: RpcClient,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {}

  @Post('check_data_pipe_config')
  @Costs('pipe-check')
  @TakesUpload(UPLOAD)
  @Answers('PipelineProblems', checkPipeline.response.shape.problems)
  async check(@Caller() actor: Actor, @Req() request: FastifyRequest) {
    const document = await this.document(request);
    return (await this.rpc.call(checkPipeline, { document }, actor)).problems;
  }

  @Post('set_data_pipe_config')
  @TakesUpload(UPLOAD)
  @AnswersNothing()
  async set(@Caller() actor: Actor, @Query() query: NodeQuery, @Req() request: FastifyRequest) {
    const document = await this.document(request);
    await this.rpc.call(setPipeline, { nodeUuid: query.uuid, document }, actor);
  }

  @Get('get_data_pipe_config/:uuid')
  @AnswersFile('text/plain')
  async get(@Caller() actor: Actor, @PathUuid() uuid: string) {
    return new PlainText((await this.rpc.call(getPipeline, { nodeUuid: uuid }, actor)).document);
  }

  /** An addition: what became of the messages of the node, by reason. */
  @Get('get_data_pipe_counters/:uuid')
  @Answers('DataPipeCounters', getPipelineCounters.response)
  async getCounters(@Caller() actor: Actor, @PathUuid() nodeUuid: string) {
    return this.rpc.call(getPipelineCounters, { nodeUuid }, actor);
  }

  // A configuration is a page of text and travels in one message.
  private document(request: FastifyRequest): Promise<Buffer> {
    return readUpload(request, UPLOAD, this.settings.JSON_BODY_LIMIT);
  }
}
