import { RawBody } from './raw-body';
import { RequestError } from './request-error';

const read = (text: string | Buffer, type?: string): unknown => new RawBody(type, Buffer.from(text)).json();

describe('a body as it came', () => {
  it('is read as JSON, whatever kind of JSON its type names', () => {
    expect(read('{"a":[1]}', 'application/json; charset=utf-8')).toEqual({ a: [1] });
    expect(read('{"a":[1]}', 'application/merge-patch+json')).toEqual({ a: [1] });
    expect(read('{"a":[1]}')).toEqual({ a: [1] });
    expect(read('', 'application/json')).toBeUndefined();
    expect(read('{}', 'text/plain')).toBe('{}');
  });

  it.each([
    ['cut off', '{"a":'],
    ['not JSON', 'NaN'],
    ['objects deeper than any stack', `${'{"a":'.repeat(50_000)}1${'}'.repeat(50_000)}`],
    ['lists deeper than any stack', `{"a":${'['.repeat(50_000)}${']'.repeat(50_000)}}`],
  ])('is refused when it is %s', (_what, text) => {
    expect(() => read(text, 'application/json')).toThrow(RequestError);
  });

  it('may be as deep as people write', () => {
    expect(() => read(`${'['.repeat(50)}${']'.repeat(50)}`)).not.toThrow();
  });
});
