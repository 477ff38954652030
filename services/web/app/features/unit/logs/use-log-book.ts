import { useCallback, useEffect, useRef, useState } from 'react';
import { useClient, type CombinedError } from 'urql';
import type { LogLevel } from '../unit-search';
import { joinLogs, MOST_LOGS, renewLogs, type LogEntry } from './log-book';
import { UnitLogHistoryDocument, UnitLogLiveDocument } from './logs.generated';

const PAGE = 100;

interface Book {
  readonly entries: readonly LogEntry[];
  /** The first picture is there. */
  readonly isReady: boolean;
  /** There is nothing older. */
  readonly isWhole: boolean;
  readonly error?: CombinedError;
}

const EMPTY: Book = { entries: [], isReady: false, isWhole: false };

/** Entries come many at a time when a device sends its whole log: they are shown together, once per frame. */
const gather = (show: (entries: readonly LogEntry[]) => void) => {
  let waiting: LogEntry[] = [];
  let frame = 0;
  const flush = () => {
    frame = 0;
    const ready = waiting;
    waiting = [];
    show(ready);
  };
  return {
    add(entries: readonly LogEntry[]) {
      waiting.push(...entries);
      frame ||= requestAnimationFrame(flush);
    },
    stop: () => cancelAnimationFrame(frame),
  };
};

/** The log of one Unit on one choice of levels, live at its end; older pages as they are asked for. */
export const useLogBook = (uuid: string, levels: readonly LogLevel[]) => {
  const client = useClient();
  const [book, setBook] = useState(EMPTY);
  const [isReading, setReading] = useState(false);
  const isRenewed = useRef(false);
  const level = levels.join(' ');
  useEffect(() => {
    const live = gather((entries) =>
      setBook((before) => {
        // The device answers with its whole log, and what was stored is gone with the first of it.
        const known = isRenewed.current ? [] : before.entries;
        isRenewed.current = false;
        return { ...before, entries: joinLogs(known, entries) };
      }),
    );
    const variables = { uuid, level: level.split(' ') as LogLevel[] };
    const { unsubscribe } = client
      .subscription(UnitLogLiveDocument, variables)
      .subscribe(({ data, error }) => {
        if (error) setBook((before) => ({ ...before, error }));
        if (!data) return;
        const { isSnapshot, unitLogs } = data.unitLogs;
        if (!isSnapshot) return live.add(unitLogs);
        setBook((before) => {
          const entries = renewLogs(before.entries, unitLogs);
          const isWhole = entries === unitLogs ? unitLogs.length < PAGE : before.isWhole;
          return { entries, isWhole, isReady: true };
        });
      });
    return () => {
      unsubscribe();
      live.stop();
    };
  }, [client, uuid, level]);
  const count = book.entries.length;
  const readOlder = useCallback(async () => {
    setReading(true);
    const filters = { uuid, level: level.split(' ') as LogLevel[], offset: count, limit: PAGE };
    const policy = { requestPolicy: 'network-only' } as const;
    const { data, error } = await client.query(UnitLogHistoryDocument, { filters }, policy);
    setReading(false);
    const page = data?.getUnitLogs.unitLogs ?? [];
    setBook((before) => ({
      ...before,
      error,
      entries: joinLogs(before.entries, [...page].reverse()),
      isWhole: !error && page.length < PAGE,
    }));
  }, [client, uuid, level, count]);
  /** What is shown goes when the device's own log begins to come. */
  const expectRenewal = useCallback(() => {
    isRenewed.current = true;
  }, []);
  const isWhole = book.isWhole || count >= MOST_LOGS;
  return { ...book, isWhole, isReading, readOlder, expectRenewal };
};
