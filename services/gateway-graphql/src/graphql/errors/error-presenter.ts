import { Inject, Injectable } from '@nestjs/common';
import { DomainError, isDomainError } from '@unitfleet/contracts';
import { LOGGER, type Logger } from '@unitfleet/observability';
import { GraphQLError, type GraphQLFormattedError } from 'graphql';
import { TransportError } from '../request/transport-error';
import { PlainError } from './plain-error';

/** The caller's own fault: found before anything ran, or in an argument. */
const isOfQuery = ({ path, originalError }: GraphQLError): boolean =>
  path === undefined || (originalError instanceof GraphQLError && originalError.nodes !== undefined);

/** Errors in the protocol's form (`docs/protocol/rest-graphql.md 1.5`): no extensions, messages of the error table. */
@Injectable()
export class ErrorPresenter {
  constructor(@Inject(LOGGER) private readonly log: Logger) {}

  /** Unexpected errors are logged, and say no more than that they are. */
  present(error: GraphQLError): GraphQLFormattedError {
    const { locations, path } = error;
    return {
      message: this.messageOf(error),
      ...(locations && { locations }),
      ...(path && { path }),
    };
  }

  private messageOf(error: GraphQLError): string {
    const cause = error.originalError;
    if (isDomainError(cause)) {
      this.log[cause.class.logLevel]({ reason: cause.message }, 'a request was refused');
      return cause.message;
    }
    // A file that cannot be read to its end: the request is answered otherwise.
    if (cause instanceof PlainError || cause instanceof TransportError || isOfQuery(error))
      return error.message;
    this.log.error({ err: cause ?? error, path: error.path }, 'a request failed unexpectedly');
    return new DomainError('Internal', 'the request failed unexpectedly').message;
  }
}
