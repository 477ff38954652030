import { useTranslation } from 'react-i18next';
import type { CsvProblem } from './check-csv';

/** How rows are refused, by the library here and by the instance; the parts in brackets are handed on. */
const WORDINGS = {
  missing: /^is missing$/,
  notTime: /^is not a time of the form /,
  before: /^is before that of the row before$/,
  inactive: /^is outside the active period$/,
  tooOld: /^is not within the last time_window_size seconds$/,
  tooMany: /^is beyond the (?<most>\d+) rows that the policy keeps$/,
  list: /^is refused by the list of values$/,
  threshold: /^is outside the threshold$/,
  rate: /^is too soon after the row before \(max_rate\)$/,
  size: /^is larger than max_size$/,
  unique: /^is the same as in the row before \(last_unique_check\)$/,
  notNumber: /^is not a number$/,
  notUtf8: /^is not UTF-8$/,
  nul: /^holds the character NUL$/,
  notFinite: /^is not a finite number$/,
  notMinute: /^is not a whole minute$/,
  notWindow: /^is not (?<seconds>\d+) seconds after start_window_datetime$/,
  awayFromEnd: /^is a minute or more away from end_window_datetime$/,
  alignment: /^is no multiple of (?<seconds>\d+) seconds away from that of the row before$/,
  noFunction: /^is none of (?<functions>.+)$/,
  quote: /^a quote is not closed$/,
  tooLong: /^is longer than (?<bytes>\d+) bytes; a quote may not be closed$/,
} as const;

export type CsvWording = keyof typeof WORDINGS;

/** Which of the known refusals it is; `null`: none. */
export const csvWording = (
  text: string,
): { readonly wording: CsvWording; readonly parts: Readonly<Record<string, string>> } | null => {
  for (const [wording, pattern] of Object.entries(WORDINGS)) {
    const found = pattern.exec(text);
    if (found) return { wording: wording as CsvWording, parts: { ...found.groups } };
  }
  return null;
};

/** A mistake in a file in the language of the reader; one that is not known in the words of the instance. */
export const useCsvWords = () => {
  const { t } = useTranslation('data');
  return ({ column, text }: Pick<CsvProblem, 'column' | 'text'>): string => {
    const known = csvWording(text);
    const words = known ? `${t(`csv.wrong.${known.wording}`, known.parts as never)}` : text;
    return column ? t('csv.ofColumn', { column, text: words }) : words;
  };
};
