import { Button, Checkbox, Group, Modal, Stack, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconRefresh, IconTrash } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../../ui/format';
import { useLetterActs, type Chosen, type Deed } from './use-letter-acts';

interface LetterBarProps {
  /** Of the page that is shown. */
  readonly shown: number;
  /** Of all pages. */
  readonly total: number;
  readonly chosen: Chosen;
  /** How many are chosen. */
  readonly count: number;
  readonly onChoosePage: (isChosen: boolean) => void;
  readonly onChooseAll: () => void;
  readonly onDone: () => void;
}

/** What is done with the dead letters that are chosen. */
export const LetterBar = (props: LetterBarProps) => {
  const { shown, total, chosen, count, onChoosePage, onChooseAll, onDone } = props;
  const { t } = useTranslation(['admin', 'common']);
  const { number } = useFormat();
  const { run, done } = useLetterActs();
  const [isAsking, { open, close }] = useDisclosure();
  const isWhole = 'allOf' in chosen || count === shown;
  const start = async (deed: Deed) => {
    await run(deed, chosen);
    close();
    onDone();
  };
  const progress = done === null ? null : t('letters.progress', { done: number(done), all: number(count) });
  return (
    <Group justify="space-between">
      <Group gap="sm">
        <Checkbox
          label={count > 0 ? t('letters.chosen', { count, number: number(count) }) : t('letters.choosePage')}
          checked={count > 0 && isWhole}
          indeterminate={count > 0 && !isWhole}
          onChange={(event) => onChoosePage(event.currentTarget.checked)}
        />
        {'ids' in chosen && count > 0 && isWhole && total > shown && (
          <Button variant="default" size="compact-sm" onClick={onChooseAll}>
            {t('letters.chooseAll', { count: total, number: number(total) })}
          </Button>
        )}
        {progress && (
          <Text size="sm" role="status">
            {progress}
          </Text>
        )}
      </Group>
      <Group gap="xs">
        <Button
          leftSection={<IconRefresh size={16} aria-hidden />}
          disabled={count === 0}
          loading={done !== null}
          onClick={() => void start('redrive')}
        >
          {t('letters.redrive')}
        </Button>
        <Button
          color="red"
          variant="outline"
          leftSection={<IconTrash size={16} aria-hidden />}
          disabled={count === 0 || done !== null}
          onClick={open}
        >
          {t('letters.discard')}
        </Button>
      </Group>
      <Modal
        opened={isAsking}
        onClose={close}
        title={t('letters.question', { count, number: number(count) })}
      >
        <Stack>
          <Text size="sm">{t('letters.discardText')}</Text>
          <Group justify="flex-end">
            <Button variant="default" onClick={close}>
              {t('common:action.cancel')}
            </Button>
            <Button color="red" loading={done !== null} onClick={() => void start('discard')}>
              {t('letters.discard')}
            </Button>
          </Group>
        </Stack>
      </Modal>
    </Group>
  );
};
