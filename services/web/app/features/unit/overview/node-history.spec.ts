import { describe, expect, it } from 'vitest';
import { isHistory } from './node-history';

const config = (policy: string) => JSON.stringify({ processing_policy: { policy_type: policy } });

describe('a node with a history', () => {
  it('is one whose pipe keeps more than the last value', () => {
    expect(isHistory(config('NRecords'))).toBe(true);
    expect(isHistory(config('Aggregation'))).toBe(true);
    expect(isHistory(config('LastValue'))).toBe(false);
  });

  it('is none without a pipe, or with one that cannot be read', () => {
    expect(isHistory(null)).toBe(false);
    expect(isHistory('{}')).toBe(false);
    expect(isHistory('null')).toBe(false);
    expect(isHistory('a: b')).toBe(false);
  });
});
