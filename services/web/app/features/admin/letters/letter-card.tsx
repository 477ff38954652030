import { Button, Checkbox, Code, Collapse, Group, Paper, Stack, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import { RelativeTime } from '../../../ui/relative-time';
import type { AdminDeadLettersQuery } from '../admin.generated';
import { readable } from './readable';

export type Letter = AdminDeadLettersQuery['getDeadLetters']['deadLetters'][number];

interface LetterCardProps {
  readonly letter: Letter;
  readonly isChosen: boolean;
  readonly onChoose: (id: string, isChosen: boolean) => void;
}

/** A message that was given up on: by whom, why, when, and what it says. */
export const LetterCard = memo(({ letter, isChosen, onChoose }: LetterCardProps) => {
  const { t } = useTranslation('admin');
  const [isOpen, { toggle }] = useDisclosure();
  const { id, consumer, subject, eventType, reason, deliveries, failedDatetime, payload } = letter;
  const what = eventType ?? subject;
  return (
    <Paper withBorder p="sm" component="article" aria-label={t('letters.letter', { id, what })}>
      <Group align="flex-start" wrap="nowrap">
        <Checkbox
          mt={2}
          aria-label={t('letters.choose', { id, what })}
          checked={isChosen}
          onChange={(event) => onChoose(id, event.currentTarget.checked)}
        />
        <Stack gap={4} miw={0} flex={1}>
          <Group justify="space-between" gap="xs">
            <Text fw={600} style={{ overflowWrap: 'anywhere' }}>
              {what}
            </Text>
            <Text size="sm" c="dimmed">
              <RelativeTime time={failedDatetime} />
            </Text>
          </Group>
          <Text size="sm" style={{ overflowWrap: 'anywhere' }}>
            {reason}
          </Text>
          <Text size="xs" c="dimmed" style={{ overflowWrap: 'anywhere' }}>
            {t('letters.by', { consumer })}
            {typeof deliveries === 'number' && ` · ${t('letters.deliveries', { count: deliveries })}`}
          </Text>
          <Button
            variant="default"
            size="compact-xs"
            style={{ alignSelf: 'flex-start' }}
            aria-expanded={isOpen}
            onClick={toggle}
          >
            {t(isOpen ? 'letters.hide' : 'letters.show')}
          </Button>
          <Collapse expanded={isOpen}>
            <Text size="xs" c="dimmed" mb={4}>
              {t('letters.facts', { id, subject })}
            </Text>
            <Code
              block
              tabIndex={0}
              role="region"
              aria-label={t('letters.payload')}
              mah={360}
              style={{ overflow: 'auto' }}
            >
              {isOpen ? readable(payload) : ''}
            </Code>
          </Collapse>
        </Stack>
      </Group>
    </Paper>
  );
});
LetterCard.displayName = 'LetterCard';
