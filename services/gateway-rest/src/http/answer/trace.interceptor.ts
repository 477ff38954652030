import { Injectable, type CallHandler, type ExecutionContext, type NestInterceptor } from '@nestjs/common';
import { continueTrace } from '@unitfleet/observability';
import type { FastifyRequest } from 'fastify';
import { from, lastValueFrom, type Observable } from 'rxjs';

/** A request is the beginning of a trace, or goes on with the one that its sender names. */
@Injectable()
export class TraceInterceptor implements NestInterceptor {
  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const { method, routeOptions, headers } = context.switchToHttp().getRequest<FastifyRequest>();
    const name = `${method} ${routeOptions.url ?? ''}`;
    const { traceparent } = headers;
    const carrier: Record<string, string> = typeof traceparent === 'string' ? { traceparent } : {};
    return from(
      continueTrace(name, 'server', carrier, () => lastValueFrom(next.handle(), { defaultValue: undefined })),
    );
  }
}
