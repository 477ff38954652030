import { covers, hashTopic, levelsOf, parseFilter, validTopic } from './topic';

describe('topics and filters', () => {
  it.each([
    ['a/#', 'a/b', true],
    ['a/#', 'a', true],
    ['a/#', 'a/#', true],
    ['a/+', 'a/+', true],
    ['a/+', 'a/#', false],
    ['a/+', 'a/b/c', false],
    ['a/b', 'a/+', false],
    ['+/b', 'a/b', true],
    ['#', '$SYS/x', false],
    ['+/x', '$SYS/x', false],
    ['$SYS/#', '$SYS/x', true],
    ['', 'a', false],
  ])('rule %p covers %p: %p', (rule, requested, expected) => {
    expect(covers(rule.split('/'), requested.split('/'))).toBe(expected);
  });

  it('takes $share apart', () => {
    expect(parseFilter('$share/g/a/+/#')).toEqual({ raw: '$share/g/a/+/#', filter: 'a/+/#', group: 'g' });
    expect(parseFilter('/')).toEqual({ raw: '/', filter: '/', group: null });
    for (const wrong of ['', '$share/g', '$share//a', '$share/g/', '$share/+/a', 'a#', 'a/#/b', 'a\0']) {
      expect(parseFilter(wrong)).toBeNull();
    }
  });

  it('knows topics from filters', () => {
    expect(['a', '/', 'ä/b', '$SYS/x'].map(validTopic)).toEqual([true, true, true, true]);
    expect(['', 'a/+', '#', 'a\0b', 'a\uFFFD'].map(validTopic)).toEqual([false, false, false, false, false]);
    expect([levelsOf('a'), levelsOf('a/b'), levelsOf('/')]).toEqual([1, 2, 2]);
  });

  it('spreads similar topics evenly', () => {
    const shares = [0, 0, 0, 0];
    for (let i = 0; i < 4000; i++) shares[hashTopic(`localhost/node-${i}/pepeunit`) % 4]!++;
    for (const share of shares) expect(share).toBeGreaterThan(800);
  });
});
