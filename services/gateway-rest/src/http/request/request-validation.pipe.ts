import { Injectable, ValidationPipe, type ArgumentMetadata } from '@nestjs/common';
import type { ValidationError } from 'class-validator';
import { RawBody } from './raw-body';
import { RequestError, toRequestError } from './request-error';

class FieldErrors extends Error {
  constructor(readonly errors: ValidationError[]) {
    super('fields');
  }
}

const isObject = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The one global pipe of the gateway: bodies and queries become checked DTOs; unknown fields are ignored. */
@Injectable()
export class RequestValidationPipe extends ValidationPipe {
  constructor() {
    super({ transform: true, whitelist: true, exceptionFactory: (errors) => new FieldErrors(errors) });
  }

  override async transform(given: unknown, metadata: ArgumentMetadata): Promise<unknown> {
    if (metadata.type !== 'body' && metadata.type !== 'query') return given;
    const value = given instanceof RawBody ? given.json() : given;
    if (value === undefined || value === null) throw RequestError.missing(metadata.type);
    if (!isObject(value))
      throw RequestError.of(
        'model_attributes_type',
        [metadata.type],
        'Input should be a valid dictionary or object to extract fields from',
        value,
      );
    try {
      return await super.transform({ ...value }, metadata);
    } catch (error) {
      if (error instanceof FieldErrors) throw toRequestError(error.errors, metadata.type);
      throw error;
    }
  }
}
