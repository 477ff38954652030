import { useMemo } from 'react';
import { useLocale } from './locale';
import { readTime } from './read-time';

const BYTE_UNITS = ['byte', 'kilobyte', 'megabyte', 'gigabyte', 'terabyte'];

const bytesIn = (language: string, bytes: number): string => {
  const step = bytes < 1 ? 0 : Math.min(BYTE_UNITS.length - 1, Math.floor(Math.log2(bytes) / 10));
  const format = {
    style: 'unit',
    unit: BYTE_UNITS[step],
    unitDisplay: 'short',
    maximumFractionDigits: 1,
  } as const;
  return new Intl.NumberFormat(language, format).format(bytes / 1024 ** step);
};

const durationIn = (language: string, seconds: number): string => {
  const parts: [number, string][] = [
    [Math.floor(seconds / 86_400), 'day'],
    [Math.floor(seconds / 3_600) % 24, 'hour'],
    [Math.floor(seconds / 60) % 60, 'minute'],
    [Math.floor(seconds) % 60, 'second'],
  ];
  const largest = parts.findIndex(([count]) => count > 0);
  const first = largest === -1 ? parts.length - 1 : largest;
  return parts
    .slice(first, first + 2)
    .filter(([count], index) => count > 0 || index === 0)
    .map(([count, unit]) =>
      new Intl.NumberFormat(language, { style: 'unit', unit, unitDisplay: 'short' }).format(count),
    )
    .join(' ');
};

/** Numbers, sizes and times in the words of the chosen language. */
export const useFormat = () => {
  const language = useLocale();
  return useMemo(
    () => ({
      number: (value: number, digits = 2) =>
        new Intl.NumberFormat(language, { maximumFractionDigits: digits }).format(value),
      bytes: (bytes: number) => bytesIn(language, bytes),
      /** The two largest units of a time in seconds. */
      duration: (seconds: number) => durationIn(language, seconds),
      time: (time: string | number | Date) =>
        (typeof time === 'string' ? readTime(time) : new Date(time)).toLocaleString(language, {
          dateStyle: 'short',
          timeStyle: 'medium',
        }),
    }),
    [language],
  );
};
