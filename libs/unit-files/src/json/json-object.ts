import { DomainError } from '@unitfleet/contracts';

export type JsonValue = string | number | boolean | null | JsonValue[] | { [key: string]: JsonValue };
export type JsonObject = Record<string, JsonValue>;

export const isJsonObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Reads JSON text of any shape; throws JsonDecode (422 code 9) naming `what`. */
export const parseJson = (text: string, what: string): JsonValue => {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new DomainError('JsonDecode', `${what} is not valid JSON: ${(cause as Error).message}`, { cause });
  }
};

/** Reads JSON text of an object; throws JsonDecode (422 code 9) naming `what`. */
export const parseJsonObject = (text: string, what: string): JsonObject => {
  const value = parseJson(text, what);
  if (!isJsonObject(value)) throw new DomainError('JsonDecode', `${what} must be a JSON object`);
  return value;
};
