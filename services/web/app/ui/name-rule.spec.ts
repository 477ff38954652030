import { describe, expect, it } from 'vitest';
import { nameProblem } from './name-rule';

describe('a name', () => {
  it('has 4 to 20 letters, digits and marks', () => {
    expect(nameProblem('greenhouse_1.a-b')).toBeNull();
    expect(nameProblem('fan')).toBe('length');
    expect(nameProblem('f'.repeat(21))).toBe('length');
    expect(nameProblem('my fan')).toBe('characters');
    expect(nameProblem('дом1')).toBe('characters');
  });
});
