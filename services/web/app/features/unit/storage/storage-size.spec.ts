import { describe, expect, it } from 'vitest';
import { sizeOf } from './storage-size';

describe('the size of a stored text', () => {
  it('is counted in code points and in bytes', () => {
    expect(sizeOf('')).toEqual({ characters: 0, bytes: 0 });
    expect(sizeOf('abc')).toEqual({ characters: 3, bytes: 3 });
    expect(sizeOf('дом')).toEqual({ characters: 3, bytes: 6 });
    expect(sizeOf('🌡x')).toEqual({ characters: 2, bytes: 5 });
  });
});
