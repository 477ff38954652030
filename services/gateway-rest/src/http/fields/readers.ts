import { readDateTime, readUuid } from '@unitfleet/gateway';
import { problem, type Problem, type Reader, type Reading } from './reader';

const TRUE = new Set(['1', 'true', 't', 'yes', 'y', 'on']);
const FALSE = new Set(['0', 'false', 'f', 'no', 'n', 'off']);
const WHOLE_NUMBER = /^\s*[+-]?\d+(?:\.0*)?\s*$/;
const NUL = '\0';

export const readAnyText: Reader<string> = (given) =>
  typeof given === 'string' ? { value: given } : problem('string_type', 'Input should be a valid string');

/** Text that may be stored as such: no store of the fleet takes the NUL character in text. */
export const readText: Reader<string> = (given) => {
  const reading = readAnyText(given);
  if ('value' in reading && reading.value.includes(NUL))
    return problem('value_error', 'Value error, NUL characters are not allowed');
  return reading;
};

export const readFlag: Reader<boolean> = (given) => {
  if (typeof given === 'boolean') return { value: given };
  if (given === 0 || given === 1) return { value: given === 1 };
  if (typeof given !== 'string' && typeof given !== 'number')
    return problem('bool_type', 'Input should be a valid boolean');
  const word = String(given).toLowerCase();
  if (TRUE.has(word)) return { value: true };
  if (FALSE.has(word)) return { value: false };
  return problem('bool_parsing', 'Input should be a valid boolean, unable to interpret input');
};

export const readWholeNumber: Reader<number> = (given) => {
  const number = typeof given === 'string' && WHOLE_NUMBER.test(given) ? Number(given) : given;
  if (typeof number === 'string')
    return problem('int_parsing', 'Input should be a valid integer, unable to parse string as an integer');
  if (typeof number !== 'number') return problem('int_type', 'Input should be a valid integer');
  if (!Number.isInteger(number))
    return problem('int_from_float', 'Input should be a valid integer, got a number with a fractional part');
  return Number.isSafeInteger(number)
    ? { value: number }
    : problem('int_parsing_size', 'Unable to parse input string as an integer, exceeded maximum size');
};

export const readUuidText: Reader<string> = (given) => {
  if (typeof given !== 'string')
    return problem('uuid_type', 'UUID input should be a string, bytes or UUID object');
  const uuid = readUuid(given);
  return uuid === null ? problem('uuid_parsing', 'Input should be a valid UUID') : { value: uuid };
};

export const readTime: Reader<Date> = (given) => {
  if (given instanceof Date) return { value: given };
  if (typeof given !== 'string' && typeof given !== 'number')
    return problem('datetime_type', 'Input should be a valid datetime');
  const time = readDateTime(given);
  return time === null
    ? problem('datetime_from_date_parsing', 'Input should be a valid datetime or date')
    : { value: time };
};

const listed = (options: readonly string[]): string => {
  const quoted = options.map((option) => `'${option}'`);
  return quoted.length < 2 ? quoted.join('') : `${quoted.slice(0, -1).join(', ')} or ${quoted.at(-1)}`;
};

export const readOneOf = <Option extends string>(options: readonly Option[]): Reader<Option> => {
  const msg = `Input should be ${listed(options)}`;
  return (given) => (options.includes(given as Option) ? { value: given as Option } : problem('enum', msg));
};

/** Each element by the given reader; a single value of a query counts as a list of one. */
export const readListOf =
  <T>(read: Reader<T>): Reader<T[]> =>
  (given) => {
    const readings = (Array.isArray(given) ? given : [given]).map((element): [unknown, Reading<T>] => [
      element,
      read(element),
    ]);
    const problems = readings.flatMap(([input, reading], index): Problem[] =>
      'problems' in reading ? reading.problems.map((found) => ({ ...found, at: [index], input })) : [],
    );
    if (problems.length > 0) return { problems };
    return { value: readings.flatMap(([, reading]) => ('value' in reading ? [reading.value] : [])) };
  };

/** A key that is repeated where one value is meant: the last one counts. */
export const readLastOf =
  <T>(read: Reader<T>): Reader<T> =>
  (given) =>
    read(Array.isArray(given) ? given.at(-1) : given);
