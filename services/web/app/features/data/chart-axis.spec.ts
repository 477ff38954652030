import { describe, expect, it } from 'vitest';
import { valueLabels } from './chart-axis';

describe('numbers of an axis', () => {
  it.each([
    [[20, 22.5, 25], 2.5, ['20', '22.5', '25']],
    [[0, 0.25, 0.5], 0.25, ['0', '0.25', '0.5']],
    [[18, 20], 2, ['18', '20']],
    [[0.0001, 0.0002], 0.0001, ['0.0001', '0.0002']],
    [[0, 2_000_000], 2_000_000, ['0', '2M']],
  ])('%j', (values, step, expected) => {
    expect(valueLabels('en', values, step)).toEqual(expected);
  });
});
