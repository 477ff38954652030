import { describe, expect, it } from 'vitest';
import { flashOf, megahertzOf, memoryOf, networkOf } from './device-state';

describe('what a device says of itself', () => {
  it('has memory when both parts are told', () => {
    expect(memoryOf(30, 10)).toEqual({ free: 30, used: 10, total: 40 });
    expect(memoryOf(30, null)).toBeNull();
    expect(memoryOf(0, 0)).toBeNull();
    expect(memoryOf(-1, 5)).toBeNull();
  });

  it('has a flash of exactly ten numbers', () => {
    const statvfs = [4096, 4096, 512, 128, 128, 0, 0, 0, 0, 255];
    expect(flashOf(statvfs)).toEqual({ total: 2_097_152, free: 524_288, used: 1_572_864 });
    expect(flashOf(statvfs.slice(1))).toBeNull();
    expect(flashOf([])).toBeNull();
    expect(flashOf(Array<number>(10).fill(0))).toBeNull();
  });

  it('tells its frequency in Hz or in MHz', () => {
    expect(megahertzOf(160_000_000)).toBe(160);
    expect(megahertzOf(3_400)).toBe(3_400);
    expect(megahertzOf(0)).toBeNull();
    expect(megahertzOf(null)).toBeNull();
  });

  it('has a network of four items', () => {
    expect(networkOf(['10.0.0.5', '255.255.255.0', '10.0.0.1', '8.8.8.8'])).toEqual({
      address: '10.0.0.5',
      mask: '255.255.255.0',
      gateway: '10.0.0.1',
      dns: '8.8.8.8',
    });
    expect(networkOf(['10.0.0.5'])).toBeNull();
  });
});
