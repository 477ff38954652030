import { readFileSync } from 'node:fs';

const ORPHAN_CHECK_MS = 500;
/** One Ctrl-C may arrive twice, from the terminal and through npm. */
const IMPATIENT_AFTER_MS = 1_000;
const INTERRUPTED_EXIT_CODE = 130;

/** The parent of our parent, where the system tells it for nothing. */
const grandparent = (): string => {
  try {
    const stat = readFileSync(`/proc/${process.ppid}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1] ?? '';
  } catch {
    return '';
  }
};

/**
 * npm, when it is ended, does not tell whom it started, be it directly or through a shell; nobody could stop us by
 * Ctrl-C any more.
 */
const whenOrphaned = (act: () => void): void => {
  const forebears = () => `${process.ppid} ${grandparent()}`;
  const before = forebears();
  setInterval(() => forebears() !== before && act(), ORPHAN_CHECK_MS).unref();
};

/**
 * Aborted when this process is to end in order: by a signal, when nobody reads its output any more
 * (`npm start | head`), or with the npm that started it. Whoever asks again is not kept waiting: the process ends at
 * once, and its children behind it.
 */
export const whenAskedToEnd = (): AbortSignal => {
  const ending = new AbortController();
  let askedAt = 0;
  const end = () => {
    if (ending.signal.aborted) return;
    askedAt = performance.now();
    ending.abort();
  };
  const ask = () => {
    if (ending.signal.aborted && performance.now() - askedAt > IMPATIENT_AFTER_MS)
      process.exit(INTERRUPTED_EXIT_CODE);
    end();
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, ask);
  for (const stream of [process.stdout, process.stderr]) stream.on('error', end);
  if (process.env.npm_lifecycle_event) whenOrphaned(end);
  return ending.signal;
};
