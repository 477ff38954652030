import { consistsOf, isName, isPassword, PASSWORD_SYMBOLS } from './alphabet';

describe('alphabets', () => {
  it.each([
    ['abcd', true],
    ['A_b-c.9', true],
    ['abc', false],
    ['a'.repeat(20), true],
    ['a'.repeat(21), false],
    ['with space', false],
    ['слово', false],
    ['', false],
  ])('tells whether %j is a name', (text, expected) => {
    expect(isName(text)).toBe(expected);
  });

  it.each([
    [PASSWORD_SYMBOLS, true],
    ['short-1', false],
    ['with a space', false],
    ['a'.repeat(101), false],
  ])('tells whether %j is a password', (text, expected) => {
    expect(isPassword(text)).toBe(expected);
  });

  it('knows the 62 letters and digits and all 32 marks', () => {
    expect(new Set(PASSWORD_SYMBOLS).size).toBe(94);
  });

  it('takes an alphabet as a list of characters, not as a pattern', () => {
    expect(consistsOf('b', 'a-c')).toBe(false);
    expect(consistsOf('a-', 'a-c')).toBe(true);
  });
});
