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

const UUID = '2d98b4ba-c935-4379-8e1a-520e76018c17';
const valueOf = <T>(read: Reader<T>, given: unknown): T | string => {
  const reading = read(given);
  return 'value' in reading ? reading.value : reading.problems[0]!.type;
};

describe('readers', () => {
  it.each([
    ['true', true],
    ['TRUE', true],
    ['1', true],
    ['yes', true],
    ['on', true],
    ['false', false],
    ['0', false],
    ['no', false],
    ['off', false],
    [true, true],
    [0, false],
    ['2', 'bool_parsing'],
    ['', 'bool_parsing'],
    [null, 'bool_type'],
    [{}, 'bool_type'],
  ])('reads the flag %j', (given, expected) => expect(valueOf(readFlag, given)).toBe(expected));

  it.each([
    ['5', 5],
    ['-15', -15],
    ['+5', 5],
    ['5.0', 5],
    [5, 5],
    ['5.5', 'int_parsing'],
    ['0x10', 'int_parsing'],
    ['1e3', 'int_parsing'],
    ['', 'int_parsing'],
    [5.5, 'int_from_float'],
    [true, 'int_type'],
    [null, 'int_type'],
    ['9'.repeat(30), 'int_parsing_size'],
  ])('reads the number %j', (given, expected) => expect(valueOf(readWholeNumber, given)).toBe(expected));

  it('reads text, but for the character that no store takes', () => {
    expect(valueOf(readText, 'a\nb')).toBe('a\nb');
    expect(valueOf(readText, 'a\0b')).toBe('value_error');
    expect(valueOf(readText, 5)).toBe('string_type');
  });

  it('names the options that there are', () => {
    expect(readOneOf(['a', 'b', 'c'])('d')).toEqual({
      problems: [{ type: 'enum', msg: "Input should be 'a', 'b' or 'c'" }],
    });
  });

  it('reads lists from one or many, and tells which element is wrong', () => {
    const read = readListOf(readUuidText);
    expect(read(UUID)).toEqual({ value: [UUID] });
    expect(read([UUID.toUpperCase(), UUID])).toEqual({ value: [UUID, UUID] });
    expect(read([UUID, 'x'])).toMatchObject({ problems: [{ type: 'uuid_parsing', at: [1], input: 'x' }] });
  });

  it('takes the last of a repeated key', () => {
    expect(readLastOf(readWholeNumber)(['1', '2'])).toEqual({ value: 2 });
  });

  it('reads the same again from what it has read', () => {
    for (const [read, given] of [
      [readTime, '2025-01-02'],
      [readFlag, 'yes'],
      [readWholeNumber, '7'],
      [readListOf(readUuidText), UUID],
    ] as [Reader<unknown>, unknown][]) {
      const first = valueOf(read, given);
      expect(valueOf(read, first)).toEqual(first);
    }
  });
});
