import fc from 'fast-check';
import { fairShare } from './fair-share';

describe('fairShare', () => {
  it('gives all away, evenly, whoever computes it', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.uuid(), { minLength: 1, maxLength: 40 }), (instances) => {
        const seenBy = (index: number) => [...instances.slice(index), ...instances.slice(0, index)];
        const shares = instances.map((instance, index) => fairShare(16, seenBy(index), instance));
        expect(shares.reduce((a, b) => a + b)).toBe(16);
        expect(Math.max(...shares) - Math.min(...shares)).toBeLessThanOrEqual(1);
      }),
    );
  });

  it('gives nothing to an instance that is not alive', () => {
    expect(fairShare(16, ['a'], 'b')).toBe(0);
  });
});
