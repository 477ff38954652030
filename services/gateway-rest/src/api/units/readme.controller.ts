import { Inject, Post, Req } from '@nestjs/common';
import { convertTomlToReadme, type Actor } from '@unitfleet/contracts';
import { RpcClient } from '@unitfleet/messaging';
import type { FastifyRequest } from 'fastify';
import { AnswersText, TakesUpload } from '../../http/answer/answers.decorator';
import { PlainText } from '../../http/answer/presenter';
import { Caller } from '../../http/request/caller.decorator';
import { readUpload } from '../../http/request/upload';
import { RestController } from '../../http/routes/rest-controller.decorator';
import { SETTINGS, type Settings } from '../../settings';

/** Name of the file in the multipart body. */
const UPLOAD = 'file';

@RestController('units')
export class ReadmeController {
  constructor(
    private readonly rpc: RpcClient,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {}

  @Post('convert_toml_to_md')
  @TakesUpload(UPLOAD)
  @AnswersText('text/markdown')
  async convert(@Caller() actor: Actor, @Req() request: FastifyRequest) {
    const document = await readUpload(request, UPLOAD, this.settings.JSON_BODY_LIMIT);
    const { markdown } = await this.rpc.call(convertTomlToReadme, { document }, actor);
    return new PlainText(markdown, 'text/markdown; charset=utf-8');
  }
}
