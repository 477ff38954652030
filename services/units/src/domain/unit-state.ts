import type { UnitState } from '@unitfleet/contracts';

/** Longer than any git hash; what is longer is no version. */
const VERSION_LIMIT = 256;

const numberOf = (value: unknown): number | null => {
  if (typeof value === 'boolean') return value ? 1 : 0;
  return typeof value === 'number' && Number.isFinite(value) ? value : null;
};

const listOf = (value: unknown): unknown[] => (Array.isArray(value) ? value : []);

const versionOf = (value: unknown): string | null =>
  typeof value === 'string' && value !== '' && value.length <= VERSION_LIMIT && !value.includes('\u0000')
    ? value
    : null;

const readObject = (payload: Uint8Array): Record<string, unknown> | null => {
  try {
    const root: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(payload));
    return typeof root === 'object' && root !== null && !Array.isArray(root)
      ? (root as Record<string, unknown>)
      : null;
  } catch {
    return null;
  }
};

/**
 * Reads what a device says of itself: known keys only, wrong types become null or an empty list
 * (`docs/protocol/device.md 7.2`). Null for what is not a JSON object.
 */
export const parseDeviceState = (payload: Uint8Array): UnitState | null => {
  const root = readObject(payload);
  if (root === null) return null;
  return {
    ifconfig: listOf(root['ifconfig']),
    millis: numberOf(root['millis']),
    memFree: numberOf(root['mem_free']),
    memAlloc: numberOf(root['mem_alloc']),
    freq: numberOf(root['freq']),
    statvfs: listOf(root['statvfs']),
    puCommitVersion: versionOf(root['pu_commit_version']),
  };
};
