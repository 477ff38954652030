import { describe, expect, it } from 'vitest';
import { bytesOf, shortValue, valueForm } from './node-value';

describe('a value of a node', () => {
  it.each([
    [null, { kind: 'empty' }],
    ['', { kind: 'empty' }],
    ['21.5', { kind: 'short', text: '21.5' }],
    ['{"a":[1]}', { kind: 'json', text: '{\n  "a": [\n    1\n  ]\n}' }],
    ['{"a":', { kind: 'short', text: '{"a":' }],
    ['one\ntwo', { kind: 'long', text: 'one\ntwo' }],
    ['x'.repeat(49), { kind: 'long', text: 'x'.repeat(49) }],
  ])('%j', (state, expected) => {
    expect(valueForm(state)).toEqual(expected);
  });

  it('is cut to a line', () => {
    expect(shortValue(' a\n b ')).toBe('a b');
    expect(shortValue('x'.repeat(30), 5)).toBe('xxxx…');
  });

  it('is measured in bytes', () => {
    expect(bytesOf('тест')).toBe(8);
  });
});
