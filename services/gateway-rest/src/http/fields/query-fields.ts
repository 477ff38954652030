import { SORT_ORDERS } from '@unitfleet/contracts';
import { Field, type FieldDescription } from './field.decorator';
import type { Reader } from './reader';
import {
  readFlag,
  readLastOf,
  readListOf,
  readOneOf,
  readText,
  readTime,
  readUuidText,
  readWholeNumber,
} from './readers';

const parameter = (read: Reader<unknown>, isRequired: boolean, description: FieldDescription) =>
  Field({ read: readLastOf(read), isRequired, isNullable: false, description });

const list = (read: Reader<unknown>, description: FieldDescription) =>
  Field({
    read: readListOf(read),
    isRequired: false,
    isNullable: false,
    description: { isArray: true, ...description } as FieldDescription,
  });

const oneOf = (options: readonly string[]): FieldDescription => ({ type: String, enum: [...options] });

/** Fields of a query: text that means something else, lists as repeated keys (`docs/protocol/rest-graphql.md 1.6`). */
export const QueryText = () => parameter(readText, false, { type: String });
export const QueryFlag = () => parameter(readFlag, false, { type: Boolean });
export const QueryWholeNumber = () => parameter(readWholeNumber, false, { type: 'integer' });
export const QueryUuid = () => parameter(readUuidText, false, { type: String, format: 'uuid' });
export const QueryTime = () => parameter(readTime, false, { type: String, format: 'date-time' });
export const QueryOneOf = (options: readonly string[]) =>
  parameter(readOneOf(options), false, oneOf(options));
export const QueryOrder = () => QueryOneOf(SORT_ORDERS);

export const RequiredQueryText = () => parameter(readText, true, { type: String });
export const RequiredQueryUuid = () => parameter(readUuidText, true, { type: String, format: 'uuid' });
export const RequiredQueryOneOf = (options: readonly string[]) =>
  parameter(readOneOf(options), true, oneOf(options));

export const QueryUuids = () => list(readUuidText, { type: String, format: 'uuid' });
export const QueryListOf = (options: readonly string[]) => list(readOneOf(options), oneOf(options));
/** Values that are not checked: unknown ones match nothing (`docs/protocol/rest-graphql.md 2`). */
export const QueryTexts = () => list(readText, { type: String });
