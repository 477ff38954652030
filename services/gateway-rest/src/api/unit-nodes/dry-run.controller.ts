import { Body, Post, type StreamableFile } from '@nestjs/common';
import { dryRunPipeline, dryRunSchema, type Actor } from '@unitfleet/contracts';
import { StreamClient } from '@unitfleet/messaging';
import { Answers } from '../../http/answer/answers.decorator';
import { streamedAnswer } from '../../http/answer/streamed-answer';
import { Caller } from '../../http/request/caller.decorator';
import { camelKeys } from '../../http/request/camel-keys';
import { Costs } from '../../http/request/costs.decorator';
import { PathUuid } from '../../http/request/path-uuid.decorator';
import { RestController } from '../../http/routes/rest-controller.decorator';
import { DryRunBody } from './dry-run.dto';

/** An addition: what a pipeline would do, before it is set. */
@RestController('unit_nodes')
export class DryRunController {
  constructor(private readonly streams: StreamClient) {}

  /** Handed through as it comes: who goes away ends the run. */
  @Post('dry_run_data_pipe/:uuid')
  @Costs('pipe-data-file')
  @Answers('DataPipeDryRun', dryRunSchema)
  async dryRun(
    @Caller() actor: Actor,
    @PathUuid() nodeUuid: string,
    @Body() body: DryRunBody,
  ): Promise<StreamableFile> {
    const { document, ...source } = camelKeys(body);
    const request = { nodeUuid, document: Buffer.from(document), ...source };
    const { content } = await this.streams.open(dryRunPipeline, request, actor);
    return streamedAnswer(content, { type: 'application/json' });
  }
}
