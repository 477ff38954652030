import { describe, expect, it } from 'vitest';
import { joinLogs, logsAsText, renewLogs, searchLogs, type LogEntry } from './log-book';

const entry = (second: number, text = `Line ${second}`): LogEntry => ({
  uuid: `u${second}`,
  level: 'INFO',
  text,
  createDatetime: new Date(Date.UTC(2025, 0, 1, 0, 0, second)).toISOString(),
});
const texts = (entries: readonly LogEntry[]) => entries.map(({ text }) => text);

describe('the log in a page', () => {
  it('grows at both ends, each entry once', () => {
    const known = [entry(5), entry(6)];
    expect(texts(joinLogs(known, [entry(6), entry(7)]))).toEqual(['Line 5', 'Line 6', 'Line 7']);
    expect(texts(joinLogs(known, [entry(3), entry(4), entry(5)]))).toEqual([
      'Line 3',
      'Line 4',
      'Line 5',
      'Line 6',
    ]);
  });

  it('stays the same object when nothing is new', () => {
    const known = [entry(1)];
    expect(joinLogs(known, [entry(1)])).toBe(known);
  });

  it('goes on after a lost connection when the new picture meets the old', () => {
    expect(texts(renewLogs([entry(1), entry(2)], [entry(2), entry(3)]))).toHaveLength(3);
  });

  it('begins anew when there is a gap', () => {
    expect(texts(renewLogs([entry(1), entry(2)], [entry(8)]))).toEqual(['Line 8']);
    expect(renewLogs([entry(1)], [])).toEqual([]);
  });

  it('is searched without regard to case', () => {
    const known = [entry(1, 'WiFi lost'), entry(2, 'ready')];
    expect(texts(searchLogs(known, ' wifi '))).toEqual(['WiFi lost']);
    expect(searchLogs(known, '  ')).toBe(known);
  });

  it('is a file of lines', () => {
    expect(logsAsText([entry(1, 'ready')])).toBe('2025-01-01T00:00:01.000Z INFO ready\n');
  });
});
