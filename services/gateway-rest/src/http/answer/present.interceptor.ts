import {
  Injectable,
  StreamableFile,
  type CallHandler,
  type ExecutionContext,
  type NestInterceptor,
} from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { map, type Observable } from 'rxjs';
import { PlainText, present } from './presenter';

/** Writes what handlers return: JSON in REST's form (also for a lone string or null), text, or bytes; undefined is nothing. */
@Injectable()
export class PresentInterceptor implements NestInterceptor {
  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const reply = context.switchToHttp().getResponse<FastifyReply>();
    return next.handle().pipe(map((view) => this.write(reply, view)));
  }

  private write(reply: FastifyReply, view: unknown): unknown {
    if (view === undefined || view instanceof StreamableFile) return view;
    if (view instanceof PlainText) {
      reply.header('content-type', view.contentType);
      return view.text;
    }
    reply.header('content-type', 'application/json');
    return JSON.stringify(present(view));
  }
}
