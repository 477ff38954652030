import { applyDecorators } from '@nestjs/common';
import { ApiProperty } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import { ValidateBy, ValidateIf } from 'class-validator';
import type { Reader } from './reader';

const READER = Symbol('Reader');

/** How a field of a DTO is read, so that the answer can say what is wrong with it. */
export const readerOf = (dto: object, field: string): Reader<unknown> | undefined =>
  Reflect.getMetadata(READER, dto, field) as Reader<unknown> | undefined;

/** What the API document says of a field. */
export type FieldDescription = Parameters<typeof ApiProperty>[0];

export interface FieldRule {
  readonly read: Reader<unknown>;
  readonly isRequired: boolean;
  readonly isNullable: boolean;
  readonly description: FieldDescription;
}

/** Reads, checks and documents one field of a request; every kind of field is made of this. */
export const Field = ({ read, isRequired, isNullable, description }: FieldRule): PropertyDecorator => {
  const isAbsent = (value: unknown) => (value === undefined && !isRequired) || (value === null && isNullable);
  const toValue = (given: unknown): unknown => {
    if (given === undefined || isAbsent(given)) return given;
    const reading = read(given);
    return 'value' in reading ? reading.value : given;
  };
  return applyDecorators(
    Transform(({ obj, key }: { obj: Record<string, unknown>; key: string }) => toValue(obj[key])),
    ValidateIf((_object, value) => !isAbsent(value)),
    ValidateBy({
      name: 'readable',
      validator: { validate: (value: unknown) => value !== undefined && 'value' in read(value) },
    }),
    Reflect.metadata(READER, read) as PropertyDecorator,
    ApiProperty({ required: isRequired, nullable: isNullable || undefined, ...description } as object),
  );
};
