import { z } from 'zod';
import type { ServiceName } from '../model/service-names';

/** An operation whose answer is a head followed by bytes, sent in parts as fast as the caller takes them. */
export interface StreamDefinition<Request extends z.ZodType = z.ZodType, Head extends z.ZodType = z.ZodType> {
  readonly service: ServiceName;
  readonly name: string;
  readonly request: Request;
  readonly head: Head;
  /** How long a caller waits at most for the next part, in milliseconds. */
  readonly deadlineMs: number;
}

export const defineStream = <Request extends z.ZodType, Head extends z.ZodType>(
  definition: StreamDefinition<Request, Head>,
): StreamDefinition<Request, Head> => definition;

/** `rpc.<service>.<operation>`, like any other operation. */
export const streamSubject = (stream: StreamDefinition): string => `rpc.${stream.service}.${stream.name}`;
