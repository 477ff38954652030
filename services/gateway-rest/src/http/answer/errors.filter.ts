import { Catch, HttpException, Inject, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import { isDomainError } from '@unitfleet/contracts';
import { LOGGER, type Logger } from '@unitfleet/observability';
import type { FastifyReply } from 'fastify';
import { RequestError } from '../request/request-error';

const UNREADABLE = 422;
const UNEXPECTED = 500;

/** Every error in the protocol's form (`docs/protocol/rest-graphql.md 1.5`). */
@Catch()
export class ErrorsFilter implements ExceptionFilter {
  constructor(@Inject(LOGGER) private readonly log: Logger) {}

  catch(error: unknown, host: ArgumentsHost): void {
    const reply = host.switchToHttp().getResponse<FastifyReply>();
    if (reply.sent) return;
    if (error instanceof RequestError) return this.answer(reply, UNREADABLE, error.problems);
    if (isDomainError(error)) {
      if (error.retryAfterS !== undefined) void reply.header('retry-after', error.retryAfterS);
      this.log[error.class.logLevel]({ reason: error.message }, 'a request was refused');
      return this.answer(reply, error.class.status, error.message);
    }
    if (error instanceof HttpException) return this.answerFramework(reply, error);
    this.log.error({ err: error }, 'a request failed unexpectedly');
    void reply
      .status(UNEXPECTED)
      .header('content-type', 'text/plain; charset=utf-8')
      .send('Internal Server Error');
  }

  // Health answers bring a body of their own.
  private answerFramework(reply: FastifyReply, error: HttpException): void {
    const body = error.getResponse();
    if (typeof body === 'object' && 'failures' in body) {
      void reply.status(error.getStatus()).send(body);
      return;
    }
    this.answer(reply, error.getStatus(), error.message);
  }

  private answer(reply: FastifyReply, status: number, detail: unknown): void {
    void reply.status(status).header('content-type', 'application/json').send(JSON.stringify({ detail }));
  }
}
