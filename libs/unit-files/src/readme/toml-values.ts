import { readmeError, type TomlValue } from './toml-document';

/** Throws ReadmeGeneration (422 code 16) for anything but a text. */
export const stringOf = (value: TomlValue, place: string): string => {
  if (typeof value !== 'string') throw readmeError(`${place} must be a text`);
  return value;
};

/** Throws ReadmeGeneration (422 code 16) for anything but a list of texts. */
export const stringsOf = (value: TomlValue, place: string): string[] => {
  if (!Array.isArray(value)) throw readmeError(`${place} must be a list of texts`);
  return value.map((one) => stringOf(one, place));
};

const withoutBigInts = (_: string, value: unknown): unknown =>
  typeof value === 'bigint' ? Number(value) : value;

/** Any value as a text: a whole float keeps its point, a date the form of TOML, lists and tables become JSON. */
export const asText = (value: TomlValue): string => {
  if (typeof value === 'string') return value;
  if (typeof value === 'number' && Number.isInteger(value)) return value.toFixed(1);
  if (value instanceof Date) return value.toISOString();
  return typeof value === 'object' ? JSON.stringify(value, withoutBigInts) : String(value);
};
