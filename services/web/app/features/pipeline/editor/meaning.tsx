import { Code, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Explain } from './explain';
import type { meaningAt } from './meaning-at';

export type FoundMeaning = ReturnType<typeof meaningAt>;

/** Says below the editor what the word at the cursor means: hovering is not for everybody. */
export const Meaning = ({ meaning, explain }: { meaning: FoundMeaning; explain: Explain }) => {
  const { t } = useTranslation('pipeline');
  if (!meaning)
    return (
      <Text size="sm" c="dimmed" mih={42}>
        {t('editor.cursor')}
      </Text>
    );
  const { field, word, name } = meaning;
  const ofWord = word && explain.word(field, word);
  return (
    <Text size="sm" mih={42}>
      <Code>{ofWord ? `${field.name}: ${name}` : field.name}</Code> {ofWord ?? explain.field(field)}
    </Text>
  );
};
