import * as contracts from '@unitfleet/contracts';
import type { OperationDefinition } from '@unitfleet/contracts';

const PATIENCE_MS = 60_000;
/** What lasts so long anyway may be a transfer, whose two sides go by one and the same time. */
const LONG_MS = 30_000;

const isHasty = (exported: unknown): exported is { -readonly [Key in keyof OperationDefinition]: unknown } =>
  typeof exported === 'object' &&
  exported !== null &&
  'deadlineMs' in exported &&
  'response' in exported &&
  Number(exported.deadlineMs) < LONG_MS;

/**
 * From now on whoever asks in this process waits a minute for the answer to any operation. For tests that boot services side
 * by side: on a machine with much else to do any process may stand still for longer than callers wait in a fleet.
 */
export const askPatiently = (): void => {
  const all: unknown[] = Object.values(contracts);
  for (const exported of all) if (isHasty(exported)) exported.deadlineMs = PATIENCE_MS;
};
