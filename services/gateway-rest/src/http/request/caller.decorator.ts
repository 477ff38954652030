import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { Actor } from '@unitfleet/contracts';
import type { FastifyRequest } from 'fastify';

/** A request whose token has been checked. */
export interface AuthenticatedRequest extends FastifyRequest {
  actor: Actor;
}

/** Who asks. */
export const Caller = createParamDecorator(
  (_data: unknown, context: ExecutionContext): Actor =>
    context.switchToHttp().getRequest<AuthenticatedRequest>().actor,
);
