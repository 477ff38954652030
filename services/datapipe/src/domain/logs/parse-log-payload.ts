import { LOG_LEVELS, type LogLevel } from '@unitfleet/contracts';
import { v5 as uuidV5 } from 'uuid';
import { readLogTime } from './log-time';

/** One entry of a device's log, ready to be stored. Times in ms. */
export interface LogEntry {
  /** A repetition gives the same. */
  readonly uuid: string;
  readonly level: LogLevel;
  readonly text: string;
  readonly createdMs: number;
}

/** What is known of a message besides its content. */
export interface LogMessage {
  readonly id: string;
  readonly unitUuid: string;
  readonly receivedMs: number;
}

export interface ParsedLogs {
  readonly entries: readonly LogEntry[];
  /** Items that were left out because they are no log entries. */
  readonly skipped: number;
}

const LEVELS: ReadonlySet<string> = new Set(LOG_LEVELS);
/** Name space of entries by what they say. */
const CONTENTS = '3b0f4d0e-5c0e-4c6e-9a55-8d6f3f3c2a11';

const capitalised = (text: string): string => text.slice(0, 1).toUpperCase() + text.slice(1).toLowerCase();

interface LogItem extends Pick<LogEntry, 'level' | 'text' | 'createdMs'> {
  /** What the device said, where that tells an entry from all others: the same words again are the same entry. */
  readonly content: string | null;
}

/** @param isListed among others of a message, whose equal entries are counted. */
const parseItem = (item: unknown, index: number, receivedMs: number, isListed: boolean): LogItem | null => {
  if (typeof item !== 'object' || item === null) return null;
  const { level, text, create_datetime } = item as Record<string, unknown>;
  if (typeof level !== 'string' || typeof text !== 'string') return null;
  const name = capitalised(level);
  const time = readLogTime(create_datetime, receivedMs);
  if (!LEVELS.has(name) || time.kind === 'bad') return null;
  const entry = { level: name as LogLevel, text };
  if (time.kind !== 'told') return { ...entry, createdMs: receivedMs + index * 1_000, content: null };
  // Libraries that tell whole seconds say the same twice in one: these are two.
  const isTelling = isListed || time.ms % 1_000 !== 0;
  return { ...entry, createdMs: time.ms, content: isTelling ? contentOf(item) : null };
};

/** With whatever else the device adds, such as its free memory; null for what is nested too deeply to be written. */
const contentOf = (item: object): string | null => {
  try {
    return JSON.stringify(Object.entries(item).sort(([one], [other]) => (one < other ? -1 : 1)));
  } catch {
    return null;
  }
};

/**
 * Names entries. A device that is asked for its log sends again what it has sent before, among it what it said when it
 * was asked: an entry that names its time is told by its words, and by how often they are in the same message.
 */
const namer = (unitUuid: string, messageId: string): ((item: LogItem, index: number) => LogEntry) => {
  const seen = new Map<string, number>();
  return ({ content, ...entry }, index) => {
    if (content === null) return { ...entry, uuid: uuidV5(String(index), messageId) };
    const times = seen.get(content) ?? 0;
    seen.set(content, times + 1);
    return { ...entry, uuid: uuidV5(`${unitUuid} ${times} ${content}`, CONTENTS) };
  };
};

/**
 * Reads a payload of the log topic: one object or a list (`docs/protocol/device.md 7.3`). An item that is no log entry
 * is left out (oddity B16); a time that cannot be right becomes the time of arrival (B21).
 */
export const parseLogPayload = (payload: Uint8Array, message: LogMessage): ParsedLogs => {
  let document: unknown;
  try {
    document = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(payload));
  } catch {
    return { entries: [], skipped: 1 };
  }
  const isList = Array.isArray(document);
  const items = Array.isArray(document) ? (document as unknown[]) : [document];
  const name = namer(message.unitUuid, message.id);
  const entries = items.flatMap((item, index) => {
    const parsed = parseItem(item, index, message.receivedMs, isList);
    return parsed === null ? [] : [name(parsed, index)];
  });
  return { entries, skipped: items.length - entries.length };
};
