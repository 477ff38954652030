import { DomainError, ERROR_TABLE, isDomainError, type ErrorCode } from '@unitfleet/contracts';
import { z } from 'zod';
import { isOutage } from './outage';

const errorCodes = Object.keys(ERROR_TABLE) as [ErrorCode, ...ErrorCode[]];

/** What goes back to a caller, inside an envelope: a result or an expected error. */
export const replySchema = z.union([
  z.object({ result: z.unknown() }),
  z.object({
    error: z.object({ code: z.enum(errorCodes), text: z.string(), retryAfterS: z.number().optional() }),
  }),
]);
export type Reply = z.infer<typeof replySchema>;

/** An unexpected error's own text stays in the log of the service that failed. */
export const toErrorReply = (error: unknown): Reply => {
  if (isDomainError(error)) {
    const { errorCode: code, text, retryAfterS } = error;
    return { error: retryAfterS === undefined ? { code, text } : { code, text, retryAfterS } };
  }
  if (isOutage(error))
    return { error: { code: 'Unavailable', text: 'the service waits for one of its engines' } };
  return { error: { code: 'Internal', text: 'the service failed unexpectedly' } };
};

/** The result, or the error thrown again on the caller's side. */
export const openReply = (reply: Reply): unknown => {
  if ('error' in reply) {
    const { code, text, retryAfterS } = reply.error;
    throw new DomainError(code, text, { retryAfterS });
  }
  return reply.result;
};
