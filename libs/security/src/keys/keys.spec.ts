import { constantTimeEquals } from './constant-time-equals';
import { randomCode, randomKeyBase64, randomSessionId } from './random-key';

describe('keys', () => {
  it('makes keys of 32 bytes in padded base64', () => {
    expect(randomKeyBase64()).toMatch(/^[A-Za-z0-9+/]{43}=$/);
    expect(randomKeyBase64()).not.toBe(randomKeyBase64());
  });

  it('makes session ids in lower-case hex', () => {
    expect(randomSessionId()).toMatch(/^[0-9a-f]{32}$/);
  });

  it.each([
    ['abc', 'abc', true],
    ['', '', true],
    ['abc', 'abd', false],
    ['abc', 'abcd', false],
    ['ü', 'u', false],
  ])('compares %j with %j', (given, expected, same) => {
    expect(constantTimeEquals(given, expected)).toBe(same);
  });
});

it('draws codes of letters and digits', () => {
  const codes = Array.from({ length: 200 }, () => randomCode(8));
  for (const code of codes) expect(code).toMatch(/^[A-Za-z0-9]{8}$/);
  expect(new Set(codes).size).toBe(200);
});
