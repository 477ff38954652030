import { Origins } from './origins';

describe('Origins', () => {
  const origins = new Origins('fleet.example:8443', true, ['https://other.example']);

  it.each([
    ['no browser', undefined, true],
    ['a page of the instance', 'https://fleet.example:8443', true],
    ['a page that was allowed', 'https://other.example', true],
    ['a page on another port', 'https://fleet.example', false],
    ['a page of a stranger', 'https://fleet.example.evil.example', false],
    ['a page without an origin of its own', 'null', false],
    ['garbage', ':', false],
  ])('judge %s', (_, origin, isPermitted) => {
    expect(origins.permits(origin)).toBe(isPermitted);
  });

  it.each([
    ['no browser', undefined, false],
    ['a page of the instance', 'https://fleet.example:8443', true],
    ['a page that was allowed', 'https://other.example', false],
    ['a page of the instance without TLS', 'http://fleet.example:8443', false],
    ['a page of a stranger', 'https://evil.example', false],
    ['a page without an origin of its own', 'null', false],
  ])('know the own pages: %s', (_, origin, isOwn) => {
    expect(origins.isOwn(origin)).toBe(isOwn);
  });

  it('know pages without TLS of an instance without it', () => {
    expect(new Origins('localhost:8080', false, []).isOwn('http://localhost:8080')).toBe(true);
  });
});
