import { applyDecorators } from '@nestjs/common';
import { ApiProperty } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsArray, ValidateIf, ValidateNested } from 'class-validator';
import { Field, type FieldDescription } from './field.decorator';
import type { Reader } from './reader';
import {
  readAnyText,
  readFlag,
  readOneOf,
  readText,
  readTime,
  readUuidText,
  readWholeNumber,
} from './readers';

const required = (read: Reader<unknown>, description: FieldDescription) =>
  Field({ read, isRequired: true, isNullable: false, description });

/** Missing and null say the same: leave it as it is. */
const optional = (read: Reader<unknown>, description: FieldDescription) =>
  Field({ read, isRequired: false, isNullable: true, description });

const oneOf = (options: readonly string[]): FieldDescription => ({ type: String, enum: [...options] });

export const Text = () => required(readText, { type: String });
/** Text that is stored sealed and may hold any character. */
export const AnyText = () => required(readAnyText, { type: String });
export const Flag = () => required(readFlag, { type: Boolean });
export const Uuid = () => required(readUuidText, { type: String, format: 'uuid' });
export const OneOf = (options: readonly string[]) => required(readOneOf(options), oneOf(options));

export const OptionalText = () => optional(readText, { type: String });
export const OptionalFlag = () => optional(readFlag, { type: Boolean });
export const OptionalWholeNumber = () => optional(readWholeNumber, { type: 'integer' });
export const OptionalTime = () => optional(readTime, { type: String, format: 'date-time' });
export const OptionalOneOf = (options: readonly string[]) => optional(readOneOf(options), oneOf(options));

/** An object inside a body; missing or null leaves it out. */
export const OptionalObject = (type: () => new () => object): PropertyDecorator =>
  applyDecorators(
    Type(type),
    ValidateIf((_object, value) => value !== undefined && value !== null),
    ValidateNested(),
    // A class behind a function is recognised by the function's name.
    ApiProperty({ type: () => type(), required: false, nullable: true }),
  );

/** A list of objects inside a body; missing or null leaves it out. */
export const OptionalObjects = (type: () => new () => object): PropertyDecorator =>
  applyDecorators(
    Type(type),
    ValidateIf((_object, value) => value !== undefined && value !== null),
    IsArray(),
    ValidateNested({ each: true }),
    ApiProperty({ type: () => type(), isArray: true, required: false, nullable: true }),
  );
