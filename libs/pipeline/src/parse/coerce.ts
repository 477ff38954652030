import { dateTimeFromUnix, parseDateTime } from './date-time';
import { parseJsonPath } from './json-path';
import { RawValue } from './raw-value';

/** Why a field does not take a value; more than one message where each alternative has its own. */
export class Refusal {
  constructor(readonly messages: readonly string[]) {}
}

/** Turns what a document says into what a field means. */
export type Coercion<T> = (raw: RawValue) => T | Refusal;

const refuse = (...messages: string[]): Refusal => new Refusal(messages);

const INTEGER_TEXT = /^[-+]?[0-9]+(?:_[0-9]+)*(?:\.0+)?$/;
const FLOAT_TEXT =
  /^[-+]?(?:[0-9]+(?:_[0-9]+)*\.?(?:[0-9]+(?:_[0-9]+)*)?|\.[0-9]+(?:_[0-9]+)*)(?:[eE][-+]?[0-9]+)?$/;
const TRUE_TEXT = /^(?:1|on|t|true|y|yes)$/i;
const FALSE_TEXT = /^(?:0|off|f|false|n|no)$/i;
const LONE_SURROGATE = /\p{Surrogate}/u;
const LARGEST_EXACT = 2 ** 53;

const BEYOND_EXACT = 'Input should be an integer between -2^53 and 2^53';
const NOT_FINITE = 'Input should be a finite number';
const NOT_A_LIST = 'Input should be a valid list';
const NOT_A_STRING = 'Input should be a valid string';
const NOT_AN_INTEGER = 'Input should be a valid integer';
const NOT_A_NUMBER = 'Input should be a valid number';

/** One of a few words, exactly as written. */
export function oneOf<T extends string>(words: readonly T[]): Coercion<T> {
  return (raw) => {
    const word = raw.kind === 'string' ? words.find((candidate) => candidate === raw.value) : undefined;
    if (word !== undefined) return word;
    const quoted = words.map((candidate) => `'${candidate}'`);
    return refuse(`Input should be ${quoted.slice(0, -1).join(', ')} or ${quoted.at(-1)}`);
  };
}

/**
 * One of a few words, or a list of different ones, which is put into the order of `words`: the order in which they are
 * written never matters. A list of one is that one.
 */
export function oneOrMoreOf<T extends string>(words: readonly T[]): Coercion<T | T[]> {
  const one = oneOf(words);
  return (raw) => {
    if (raw.kind !== 'list') return one(raw);
    const named = new Set<T>();
    const messages = raw.items.flatMap((item, index) => {
      const word = one(item);
      if (word instanceof Refusal) return word.messages.map((message) => `item ${index + 1}: ${message}`);
      if (named.has(word)) return [`item ${index + 1}: '${word}' is there already`];
      named.add(word);
      return [];
    });
    if (raw.items.length === 0) messages.push('the list should have at least one item');
    if (messages.length > 0) return refuse(...messages);
    const ordered = words.filter((word) => named.has(word));
    return ordered.length === 1 ? ordered[0]! : ordered;
  };
}

function numberOf(raw: RawValue, text: RegExp): number | undefined {
  if (raw.kind === 'integer' || raw.kind === 'float') return raw.value;
  if (raw.kind === 'boolean') return raw.value ? 1 : 0;
  if (raw.kind !== 'string') return undefined;
  const trimmed = raw.value.trim();
  return text.test(trimmed) ? Number(trimmed.replaceAll('_', '')) : undefined;
}

/** A whole number within inclusive bounds; integral floats, numeric strings and bools count as numbers. */
export function integer(min = -LARGEST_EXACT, max = LARGEST_EXACT): Coercion<number> {
  return (raw) => {
    const value = numberOf(raw, INTEGER_TEXT);
    if (value === undefined || !Number.isInteger(value)) return refuse(NOT_AN_INTEGER);
    if (Math.abs(value) > LARGEST_EXACT || (raw.kind === 'integer' && !raw.exact))
      return refuse(BEYOND_EXACT);
    if (value < min) return refuse(`Input should be greater than or equal to ${min}`);
    if (value > max) return refuse(`Input should be less than or equal to ${max}`);
    return value + 0;
  };
}

/** A finite double (docs/protocol/decisions.md, DataPipe 6 and 11). */
export const finiteNumber: Coercion<number> = (raw) => {
  const value = numberOf(raw, FLOAT_TEXT);
  if (value === undefined) return refuse(NOT_A_NUMBER);
  if (!Number.isFinite(value)) return refuse(NOT_FINITE);
  if (raw.kind === 'integer' && !raw.exact) return refuse(BEYOND_EXACT);
  return value + 0;
};

export const boolean: Coercion<boolean> = (raw) => {
  if (raw.kind === 'boolean') return raw.value;
  if ((raw.kind === 'integer' || raw.kind === 'float') && (raw.value === 0 || raw.value === 1))
    return raw.value === 1;
  if (raw.kind === 'string' && TRUE_TEXT.test(raw.value)) return true;
  if (raw.kind === 'string' && FALSE_TEXT.test(raw.value)) return false;
  return refuse('Input should be a valid boolean');
};

/** A date in any accepted form (docs/protocol/datapipe.md 1.2), normalised to ISO 8601 with offset. */
export const dateTime: Coercion<string> = (raw) => {
  if (raw.kind === 'timestamp' || raw.kind === 'string') {
    const unix = raw.kind === 'string' ? numberOf(raw, FLOAT_TEXT) : undefined;
    const read = unix === undefined ? parseDateTime(raw.value) : dateTimeFromUnix(unix);
    if (read !== null) return read.iso;
  }
  const read = raw.kind === 'integer' || raw.kind === 'float' ? dateTimeFromUnix(raw.value) : null;
  return read?.iso ?? refuse('Input should be a valid datetime');
};

function filteringValue(raw: RawValue): string | number | Refusal {
  switch (raw.kind) {
    case 'string':
      return LONE_SURROGATE.test(raw.value) ? refuse('Input should be valid Unicode text') : raw.value;
    case 'boolean':
      return raw.value ? 1 : 0;
    case 'integer':
    case 'float':
      return finiteNumber(raw);
    default:
      return refuse(NOT_A_STRING, NOT_AN_INTEGER, NOT_A_NUMBER);
  }
}

/** Values of a white or black list: strings and finite numbers; a bool counts as 1 or 0. */
export const filteringValues: Coercion<(string | number)[]> = (raw) => {
  if (raw.kind !== 'list') return refuse(NOT_A_LIST);
  const values: (string | number)[] = [];
  const messages: string[] = [];
  raw.items.forEach((item, index) => {
    const value = filteringValue(item);
    if (value instanceof Refusal)
      messages.push(...value.messages.map((message) => `item ${index + 1}: ${message}`));
    else values.push(value);
  });
  return messages.length === 0 ? values : refuse(...messages);
};

/** A path into a JSON payload, kept as it is written. */
export const jsonPath: Coercion<string> = (raw) => {
  if (raw.kind !== 'string') return refuse(NOT_A_STRING);
  const path = parseJsonPath(raw.value);
  return 'problem' in path ? refuse(path.problem) : raw.value;
};
