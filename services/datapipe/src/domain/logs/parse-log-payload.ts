import { LOG_LEVELS, type LogLevel } from '@unitfleet/contracts';
import { v5 as uuidV5 } from 'uuid';

/** One entry of a device's log, ready to be stored. Times in ms. */
export interface LogEntry {
  /** Derived from the message and the place in it: a repetition gives the same. */
  readonly uuid: string;
  readonly level: LogLevel;
  readonly text: string;
  readonly createdMs: number;
}

export interface ParsedLogs {
  readonly entries: readonly LogEntry[];
  /** Items that were left out because they are no log entries. */
  readonly skipped: number;
}

const LEVELS: ReadonlySet<string> = new Set(LOG_LEVELS);
/** Numbers above this are milliseconds. */
const SECONDS_LIMIT = 2e10;
/** No device of this platform logged before; a clock that counts from its start shows 1970 or 2000. */
const EARLIEST_MS = Date.UTC(2020, 0, 1);
const TOLERATED_AHEAD_MS = 24 * 3_600_000;
const HAS_ZONE = /(?:[Zz]|[-+]\d{2}:?\d{2})$/;
const ISO_TIME = /^\d{4}-\d{2}-\d{2}(?:[Tt ]\d{2}:\d{2}(?::\d{2}(?:[.,]\d+)?)?)?(?:[Zz]|[-+]\d{2}:?\d{2})?$/;

const capitalised = (text: string): string => text.slice(0, 1).toUpperCase() + text.slice(1).toLowerCase();

const toMs = (time: string | number): number => {
  if (typeof time === 'number') return Math.abs(time) <= SECONDS_LIMIT ? time * 1_000 : time;
  if (!ISO_TIME.test(time)) return NaN;
  const iso = time.replace(' ', 'T').replace(',', '.');
  return Date.parse(HAS_ZONE.test(iso) || !iso.includes('T') ? iso : `${iso}Z`);
};

const parseItem = (item: unknown, index: number, messageId: string, receivedMs: number): LogEntry | null => {
  if (typeof item !== 'object' || item === null) return null;
  const { level, text, create_datetime: time } = item as Record<string, unknown>;
  if (typeof level !== 'string' || typeof text !== 'string') return null;
  if (time && typeof time !== 'string' && typeof time !== 'number') return null;
  const name = capitalised(level);
  if (!LEVELS.has(name)) return null;

  const told = time ? toMs(time as string | number) : NaN;
  if (time && Number.isNaN(told)) return null;
  const isPlausible = told >= EARLIEST_MS && told <= receivedMs + TOLERATED_AHEAD_MS;
  return {
    uuid: uuidV5(String(index), messageId),
    level: name as LogLevel,
    text,
    createdMs: Math.trunc(isPlausible ? told : receivedMs + index * 1_000),
  };
};

/**
 * Reads a payload of the log topic: one object or a list (`docs/protocol/device.md 7.3`). An item that is no log entry
 * is left out (oddity B16); a time that cannot be right becomes the time of arrival (B21).
 *
 * @param messageId uuid of the message, the name space of the entries' uuids.
 */
export const parseLogPayload = (payload: Uint8Array, messageId: string, receivedMs: number): ParsedLogs => {
  let document: unknown;
  try {
    document = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(payload));
  } catch {
    return { entries: [], skipped: 1 };
  }
  const items: unknown[] = Array.isArray(document) ? document : [document];
  const entries = items
    .map((item, index) => parseItem(item, index, messageId, receivedMs))
    .filter((entry) => entry !== null);
  return { entries, skipped: items.length - entries.length };
};
