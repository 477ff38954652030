import { Tooltip } from '@mantine/core';
import { useSyncExternalStore } from 'react';
import { useLocale } from './locale';
import { readTime } from './read-time';

const STEPS: readonly [Intl.RelativeTimeFormatUnit, number][] = [
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
  ['second', 1],
];
const EVERY_MS = 5_000;

const watchers = new Set<() => void>();
let now = Date.now();
let timer: ReturnType<typeof setInterval> | undefined;

const watch = (tell: () => void) => {
  now = Date.now();
  watchers.add(tell);
  timer ??= setInterval(() => {
    now = Date.now();
    for (const watcher of watchers) watcher();
  }, EVERY_MS);
  return () => {
    watchers.delete(tell);
    if (watchers.size > 0) return;
    clearInterval(timer);
    timer = undefined;
  };
};

/** The time, a few seconds old at most; all that show it share one timer. */
export const useNow = (): number => useSyncExternalStore(watch, () => now);

const relative = (language: string, seconds: number): string => {
  const [unit, size] = STEPS.find(([, step]) => Math.abs(seconds) >= step) ?? ['second', 1];
  const format = new Intl.RelativeTimeFormat(language, { numeric: 'auto', style: 'short' });
  return format.format(Math.trunc(seconds / size), unit);
};

/** "5 min ago", kept true; the whole date when asked. */
export const RelativeTime = ({ time }: { time: string }) => {
  const locale = useLocale();
  const at = readTime(time);
  const seconds = Math.min(0, (at.getTime() - useNow()) / 1_000);
  const whole = at.toLocaleString(locale, { dateStyle: 'medium', timeStyle: 'medium' });
  return (
    <Tooltip label={whole}>
      <time dateTime={at.toISOString()} className="numeric" style={{ whiteSpace: 'nowrap' }}>
        {relative(locale, seconds)}
      </time>
    </Tooltip>
  );
};
