import { Field, type ReturnTypeFunc } from '@nestjs/graphql';

/**
 * A field of an input that may be left out, with the value that stands for it then. Null may always be given, and is
 * handed on as null.
 */
export const OptionalField = (type: ReturnTypeFunc, byDefault: unknown = null): PropertyDecorator =>
  Field(type, { nullable: true, defaultValue: byDefault });
