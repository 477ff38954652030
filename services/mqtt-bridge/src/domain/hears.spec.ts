import { hears } from './hears';

describe('hears', () => {
  it.each([
    ['a/b', 'a/b'],
    ['a/+', 'a/b'],
    ['a/#', 'a/b/c'],
    ['a/#', 'a'],
    ['#', 'a/b'],
  ])('%s takes in %s', (filter, topic) => expect(hears(filter, topic)).toBe(true));

  it.each([
    ['a/b', 'a'],
    ['a', 'a/b'],
    ['a/+', 'a/b/c'],
    ['a/b/#', 'a'],
    ['+', 'a/b'],
  ])('%s does not take in %s', (filter, topic) => expect(hears(filter, topic)).toBe(false));
});
