import type { UnitState } from '@unitfleet/contracts';

/** Longer than any git hash; what is longer is no version. */
const VERSION_LIMIT = 256;
/** `statvfs` has ten numbers, `ifconfig` four texts; more than this much JSON is no such list. */
const LIST_CHARACTERS = 4_096;
const LIST_DEPTH = 4;
/** No device of this platform was on then; a clock that counts from its start shows 1970 or 2000. */
const EARLIEST_MS = Date.UTC(2020, 0, 1);
const TOLERATED_AHEAD_MS = 24 * 3_600_000;

const numberOf = (value: unknown): number | null => {
  if (typeof value === 'boolean') return value ? 1 : 0;
  return typeof value === 'number' && Number.isFinite(value) ? value : null;
};

/** The device's time, or that of arrival where it cannot be right (`docs/protocol/device.md`, oddity B21). */
const millisOf = (value: unknown, receivedMs: number): number | null => {
  const told = numberOf(value);
  if (told === null) return null;
  return told >= EARLIEST_MS && told <= receivedMs + TOLERATED_AHEAD_MS ? told : receivedMs;
};

/** A value that can be written as JSON wherever it goes: some writers refuse what is nested deeply. */
const shallow = (value: unknown, depth: number): unknown => {
  if (typeof value !== 'object' || value === null) return value;
  if (depth === 0) return null;
  if (Array.isArray(value)) return value.map((item) => shallow(item, depth - 1));
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, shallow(item, depth - 1)]));
};

const listOf = (value: unknown): unknown[] => {
  if (!Array.isArray(value)) return [];
  const list = shallow(value, LIST_DEPTH) as unknown[];
  return JSON.stringify(list).length <= LIST_CHARACTERS ? list : [];
};

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
 * (`docs/protocol/device.md 7.2`). Null for what is not a JSON object. `receivedMs` is the time of arrival.
 */
export const parseDeviceState = (payload: Uint8Array, receivedMs: number): UnitState | null => {
  const root = readObject(payload);
  if (root === null) return null;
  return {
    ifconfig: listOf(root['ifconfig']),
    millis: millisOf(root['millis'], receivedMs),
    memFree: numberOf(root['mem_free']),
    memAlloc: numberOf(root['mem_alloc']),
    freq: numberOf(root['freq']),
    statvfs: listOf(root['statvfs']),
    puCommitVersion: versionOf(root['pu_commit_version']),
  };
};
