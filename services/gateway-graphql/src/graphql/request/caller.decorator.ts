import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import { GqlExecutionContext } from '@nestjs/graphql';
import type { Actor } from '@unitfleet/contracts';
import type { RequestCaller } from './callers';
import type { RequestContext } from './request-context';

/** Of a resolver's method: what its transport knows about the request. */
export const contextOf = (context: ExecutionContext): RequestContext =>
  GqlExecutionContext.create(context).getContext<RequestContext>();

/** @throws what was wrong with the token. */
export const requireActor = ({ actor, refusal }: RequestCaller): Actor => {
  if (!actor) throw refusal;
  return actor;
};

/** Who asks; a token that does not count is refused here, and only where it matters who asks. */
export const Caller = createParamDecorator((_data: unknown, context: ExecutionContext): Actor =>
  requireActor(contextOf(context).caller),
);

/** The client's address, for limits. */
export const CallerAddress = createParamDecorator(
  (_data: unknown, context: ExecutionContext): string => contextOf(context).caller.address,
);

/**
 * Aborted when the answer is out or its client has gone: what it asked for need not go on, and what the answer holds is
 * free. One and the same for all fields of an operation.
 */
export const ReplyOver = createParamDecorator(
  (_data: unknown, context: ExecutionContext): AbortSignal =>
    contextOf(context).over ?? new AbortController().signal,
);
