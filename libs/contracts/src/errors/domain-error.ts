import { ERROR_TABLE, ErrorClass, ErrorCode } from './error-table';

/**
 * An expected failure with a stable code. Thrown anywhere in a service, it reaches the caller as the protocol's
 * message, whatever the way between: the text after the label is free and meant for people.
 */
export class DomainError extends Error {
  /** Whole seconds after which the same may be asked again, of a `TooManyRequests` that knows it. */
  readonly retryAfterS: number | undefined;

  constructor(
    readonly errorCode: ErrorCode,
    readonly text: string,
    options?: ErrorOptions & { readonly retryAfterS?: number },
  ) {
    super(
      `${ERROR_TABLE[errorCode].status}: ${ERROR_TABLE[errorCode].code}: ${ERROR_TABLE[errorCode].label}: ${text}`,
      options,
    );
    this.name = 'DomainError';
    this.retryAfterS = options?.retryAfterS;
  }

  get class(): ErrorClass {
    return ERROR_TABLE[this.errorCode];
  }
}

export const isDomainError = (error: unknown): error is DomainError => error instanceof DomainError;

/** 403 code 1: agent type, role, ownership, visibility, token or password. */
export const noAccess = (text: string): DomainError => new DomainError('NoAccess', text);

/** 422 code 2: the object named does not exist. */
export const notFound = (what: string, uuid: string): DomainError =>
  new DomainError('Validation', `${what} ${uuid} was not found`);
