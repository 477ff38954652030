import { z } from 'zod';
import type { ServiceName } from '../model/service-names';

/** A question or command that one service answers over request/reply. */
export interface OperationDefinition<
  Request extends z.ZodType = z.ZodType,
  Response extends z.ZodType = z.ZodType,
> {
  readonly service: ServiceName;
  /** `<aggregate>.<verb>`, in the imperative. */
  readonly name: string;
  readonly request: Request;
  readonly response: Response;
  /** How long a caller waits at most, in milliseconds. */
  readonly deadlineMs: number;
}

export type OperationRequest<Operation> =
  Operation extends OperationDefinition<infer Request> ? z.input<Request> : never;
export type OperationResponse<Operation> =
  Operation extends OperationDefinition<z.ZodType, infer Response> ? z.output<Response> : never;
/** What a handler receives: the request after its schema's defaults and transformations. */
export type OperationInput<Operation> =
  Operation extends OperationDefinition<infer Request> ? z.output<Request> : never;

const DEFAULT_DEADLINE_MS = 5_000;

export const defineOperation = <Request extends z.ZodType, Response extends z.ZodType>(
  definition: Omit<OperationDefinition<Request, Response>, 'deadlineMs'> & { deadlineMs?: number },
): OperationDefinition<Request, Response> => ({ deadlineMs: DEFAULT_DEADLINE_MS, ...definition });

/** `rpc.<service>.<operation>`. */
export const operationSubject = (operation: OperationDefinition): string =>
  `rpc.${operation.service}.${operation.name}`;
