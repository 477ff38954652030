import type { UnitState } from '@unitfleet/contracts';

/** Addresses as text, whatever else a device reported among them as JSON text. */
export const addressesOf = ({ ifconfig }: UnitState): string[] =>
  ifconfig.map((entry) => (typeof entry === 'string' ? entry : JSON.stringify(entry)));

const isNumber = (entry: unknown): entry is number => typeof entry === 'number' && Number.isFinite(entry);

/** The numbers of a file system, which mean something by their place: none when one of them is not a number. */
export const fileSystemOf = ({ statvfs }: UnitState): number[] => (statvfs.every(isNumber) ? statvfs : []);
