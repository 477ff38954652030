import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';

/** What CodeMirror itself says, in its own words. */
const PHRASES = {
  find: 'Find',
  replace: 'Replace',
  next: 'next',
  previous: 'previous',
  all: 'all',
  matchCase: 'match case',
  regexp: 'regexp',
  byWord: 'by word',
  replaceOne: 'replace',
  replaceAll: 'replace all',
  close: 'close',
  replaced: 'replaced $ matches',
  replacedAt: 'replaced match on line $',
  match: 'current match',
  onLine: 'on line',
  goToLine: 'Go to line',
  go: 'go',
  problems: 'Diagnostics',
  noProblems: 'No diagnostics',
  completions: 'Completions',
  deleted: 'Selection deleted',
  control: 'Control character',
} as const;

const KEYS = Object.keys(PHRASES) as (keyof typeof PHRASES)[];

/** What CodeMirror itself says (its search, its list of what fits), in the language of the reader. */
export const usePhrases = (): Readonly<Record<string, string>> => {
  const { t } = useTranslation('pipeline');
  return useMemo(() => Object.fromEntries(KEYS.map((key) => [PHRASES[key], t(`editing.${key}`)])), [t]);
};
