import { Post, Req } from '@nestjs/common';
import { Sessions } from '@unitfleet/gateway';
import type { FastifyRequest } from 'fastify';
import { AnswersNothing } from '../../http/answer/answers.decorator';
import { tokenOf } from '../../http/request/authenticate.guard';
import { RestController } from '../../http/routes/rest-controller.decorator';

@RestController('users')
export class SessionsController {
  constructor(private readonly sessions: Sessions) {}

  /** An addition: the session of the token that comes with the request ends. */
  @Post('logout')
  @AnswersNothing()
  async logout(@Req() request: FastifyRequest): Promise<void> {
    await this.sessions.end(tokenOf(request));
  }
}
