import { Catch, type ArgumentsHost } from '@nestjs/common';
import { BaseExceptionFilter } from '@nestjs/core';
import type { GqlContextType } from '@nestjs/graphql';

/** What a resolver throws becomes the field's error, untouched; the rest of the process answers as usual. */
@Catch()
export class GraphqlErrorsFilter extends BaseExceptionFilter {
  override catch(error: unknown, host: ArgumentsHost): unknown {
    // An error that is returned fails the field, without the framework's own log entry.
    if (host.getType<GqlContextType>() === 'graphql')
      return error instanceof Error ? error : new Error(String(error));
    return super.catch(error, host);
  }
}
