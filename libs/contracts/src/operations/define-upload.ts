import { z } from 'zod';
import type { ServiceName } from '../model/service-names';

/**
 * An operation that takes bytes besides its request: the service pulls them from the caller as fast as it works them
 * off, so that neither side holds more than a few parts.
 */
export interface UploadDefinition<
  Request extends z.ZodType = z.ZodType,
  Response extends z.ZodType = z.ZodType,
> {
  readonly service: ServiceName;
  readonly name: string;
  readonly request: Request;
  readonly response: Response;
  /** How long each side may be silent before the other takes it for dead, in milliseconds; work itself may take longer. */
  readonly deadlineMs: number;
}

/** What a handler receives: the checked request, and the bytes, to be read once. */
export interface UploadInput<Upload extends UploadDefinition> {
  readonly request: z.output<Upload['request']>;
  /** Throws a `DomainError` when the caller gave up, died or could not read its own source. */
  readonly content: AsyncIterable<Uint8Array>;
}

export type UploadResponse<Upload extends UploadDefinition> = z.output<Upload['response']>;

export const defineUpload = <Request extends z.ZodType, Response extends z.ZodType>(
  definition: UploadDefinition<Request, Response>,
): UploadDefinition<Request, Response> => definition;

/** `rpc.<service>.<operation>`, like any other operation. */
export const uploadSubject = (upload: UploadDefinition): string => `rpc.${upload.service}.${upload.name}`;
