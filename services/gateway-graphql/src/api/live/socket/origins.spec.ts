import { Origins } from './origins';

describe('Origins', () => {
  const origins = new Origins('fleet.example:8443', ['https://other.example']);

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
});
