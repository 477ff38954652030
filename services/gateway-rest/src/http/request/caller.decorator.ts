import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { Actor } from '@unitfleet/contracts';
import type { FastifyRequest } from 'fastify';

/** A request whose token has been checked. */
export interface AuthenticatedRequest extends FastifyRequest {
  actor: Actor;
  /** Of the client, whatever proxies of ours stand between. */
  clientAddress: string;
}

const requestOf = (context: ExecutionContext) => context.switchToHttp().getRequest<AuthenticatedRequest>();

/** Who asks. */
export const Caller = createParamDecorator(
  (_data: unknown, context: ExecutionContext): Actor => requestOf(context).actor,
);

/** From where. */
export const ClientAddress = createParamDecorator(
  (_data: unknown, context: ExecutionContext): string => requestOf(context).clientAddress,
);
