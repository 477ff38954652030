import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../../ui/format';
import { WORDS, type Field, type WordField, type WordName } from './fields';

/** Fields and words of a document in the words of the reader. */
export interface Explain {
  field(field: Field): string;
  /** What a value of the field means; nothing where it speaks for itself. */
  word(field: Field, word: string): string | undefined;
  readonly needed: string;
}

const wordName = (field: string, word: string): WordName | undefined =>
  (WORDS[field as WordField] as readonly string[] | undefined)?.includes(word)
    ? (`${field}.${word}` as WordName)
    : undefined;

export const useExplain = (): Explain => {
  const { t } = useTranslation('pipeline');
  const { duration } = useFormat();
  return useMemo(
    () => ({
      field: ({ name }) => t(`field.${name}`),
      word: (field, word) => {
        const name = wordName(field.name, word);
        if (name) return t(`word.${name}`);
        return field.hasWindowSizes && /^\d+$/.test(word) ? duration(Number(word)) : undefined;
      },
      needed: t('editor.needed'),
    }),
    [t, duration],
  );
};
