import type { UnitLogHistoryQuery } from './logs.generated';

export type LogEntry = UnitLogHistoryQuery['getUnitLogs']['unitLogs'][number];

/** More than anybody reads in a page, and little enough to hold. */
export const MOST_LOGS = 20_000;

const timeOf = ({ createDatetime }: LogEntry): number => Date.parse(createDatetime);

const isInOrder = (entries: readonly LogEntry[]): boolean =>
  entries.every((entry, index) => index === 0 || timeOf(entries[index - 1]!) <= timeOf(entry));

/** Puts entries together, each once, the oldest first; of too many the oldest go. */
export const joinLogs = (known: readonly LogEntry[], more: readonly LogEntry[]): readonly LogEntry[] => {
  const uuids = new Set(known.map(({ uuid }) => uuid));
  const added = more.filter(({ uuid }) => !uuids.has(uuid));
  if (added.length === 0) return known;
  const all = [...known, ...added];
  const ordered = isInOrder(all) ? all : all.sort((left, right) => timeOf(left) - timeOf(right));
  return ordered.length > MOST_LOGS ? ordered.slice(-MOST_LOGS) : ordered;
};

/** A new picture of the newest entries: with what is known when they meet, in its place when there is a gap. */
export const renewLogs = (known: readonly LogEntry[], newest: readonly LogEntry[]): readonly LogEntry[] => {
  const uuids = new Set(known.map(({ uuid }) => uuid));
  return newest.some(({ uuid }) => uuids.has(uuid)) ? joinLogs(known, newest) : newest;
};

/** Entries whose text has the words, whatever their case. */
export const searchLogs = (entries: readonly LogEntry[], text: string): readonly LogEntry[] => {
  const wanted = text.trim().toLowerCase();
  return wanted === '' ? entries : entries.filter((entry) => entry.text.toLowerCase().includes(wanted));
};

/** Entries as lines of a file. */
export const logsAsText = (entries: readonly LogEntry[]): string =>
  entries.map(({ createDatetime, level, text }) => `${createDatetime} ${level} ${text}\n`).join('');
