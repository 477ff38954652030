import { Post, Req, Res } from '@nestjs/common';
import { SessionCookie, Sessions } from '@unitfleet/gateway';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { AnswersNothing } from '../../http/answer/answers.decorator';
import { tokenOf } from '../../http/request/authenticate.guard';
import { RestController } from '../../http/routes/rest-controller.decorator';

@RestController('users')
export class SessionsController {
  constructor(
    private readonly sessions: Sessions,
    private readonly sessionCookie: SessionCookie,
  ) {}

  /** An addition: the session of the token that comes with the request ends. */
  @Post('logout')
  @AnswersNothing()
  async logout(
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<void> {
    const { token, isCookie } = tokenOf(request);
    await this.sessions.end(token);
    if (isCookie) void reply.header('set-cookie', this.sessionCookie.expired);
  }
}
