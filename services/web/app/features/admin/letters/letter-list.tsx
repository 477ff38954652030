import { Button, Center, Group, Stack } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { AdminDeadLettersQuery } from '../admin.generated';
import { useAdminSearch } from '../use-admin-search';
import { LetterBar } from './letter-bar';
import { LetterCard } from './letter-card';
import { useChoice } from './use-choice';

interface LetterListProps {
  readonly page: AdminDeadLettersQuery['getDeadLetters'];
  readonly pageSize: number;
  readonly onChange: () => void;
}

/** Dead letters of a page, to be chosen and dealt with. */
export const LetterList = ({ page, pageSize, onChange }: LetterListProps) => {
  const { t } = useTranslation('admin');
  const [{ consumer = null, before }, change] = useAdminSearch();
  const { count: total, deadLetters } = page;
  const { chosen, count, isChosen, choose, choosePage, chooseAll } = useChoice(deadLetters, total, consumer);
  return (
    <Stack>
      <LetterBar
        shown={deadLetters.length}
        total={total}
        chosen={chosen}
        count={count}
        onChoosePage={choosePage}
        onChooseAll={chooseAll}
        onDone={() => {
          choosePage(false);
          onChange();
        }}
      />
      {deadLetters.map((letter) => (
        <LetterCard key={letter.id} letter={letter} isChosen={isChosen(letter.id)} onChoose={choose} />
      ))}
      <Center>
        <Group>
          {before && (
            <Button variant="default" onClick={() => change({ before: undefined })}>
              {t('letters.newest')}
            </Button>
          )}
          {deadLetters.length === pageSize && (
            <Button variant="default" onClick={() => change({ before: deadLetters.at(-1)?.id })}>
              {t('letters.older')}
            </Button>
          )}
        </Group>
      </Center>
    </Stack>
  );
};
