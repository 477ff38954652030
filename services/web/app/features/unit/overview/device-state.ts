/** Reads what a device says of itself (`docs/protocol/device.md 7.2`). */

export interface Space {
  readonly used: number;
  readonly free: number;
  readonly total: number;
}

const STATVFS_NUMBERS = 10;
const IFCONFIG_ITEMS = 4;
/** MicroPython tells Hz, the other libraries MHz; no processor has this many MHz, none so few Hz. */
const LEAST_HZ = 100_000;

const isAmount = (value: number | null | undefined): value is number =>
  typeof value === 'number' && Number.isFinite(value) && value >= 0;

export const memoryOf = (free: number | null, used: number | null): Space | null =>
  isAmount(free) && isAmount(used) && free + used > 0 ? { free, used, total: free + used } : null;

/** Of exactly ten numbers: block size, fragment size, blocks, free blocks and so on. */
export const flashOf = (statvfs: readonly number[]): Space | null => {
  if (statvfs.length !== STATVFS_NUMBERS || !statvfs.every(isAmount)) return null;
  const [blockSize = 0, fragmentSize = 0, blocks = 0, freeBlocks = 0] = statvfs;
  const size = fragmentSize || blockSize;
  const total = size * blocks;
  return total > 0 ? { total, free: size * freeBlocks, used: size * (blocks - freeBlocks) } : null;
};

export const megahertzOf = (freq: number | null): number | null => {
  if (!isAmount(freq) || freq === 0) return null;
  return freq >= LEAST_HZ ? freq / 1e6 : freq;
};

export interface Network {
  readonly address: string;
  readonly mask: string;
  readonly gateway: string;
  readonly dns: string;
}

export const networkOf = (ifconfig: readonly string[]): Network | null => {
  if (ifconfig.length !== IFCONFIG_ITEMS) return null;
  const [address = '', mask = '', gateway = '', dns = ''] = ifconfig;
  return { address, mask, gateway, dns };
};
