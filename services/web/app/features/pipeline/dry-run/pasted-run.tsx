import { Alert, Group, NumberInput, Stack, Text } from '@mantine/core';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useWork } from '../check/use-work';
import { MOST_MESSAGES, readMessages } from './messages';
import { MessagesEditor } from './messages-editor';
import { RunResult } from './run-result';

const PAUSE_MS = 150;

interface PastedRunProps {
  readonly document: string | null;
  readonly text: string;
  readonly onChange: (text: string) => void;
}

/** Messages that somebody types or pastes; what becomes of them is told as they are typed, without the instance. */
export const PastedRun = ({ document, text, onChange }: PastedRunProps) => {
  const { t } = useTranslation('pipeline');
  const [firstMs] = useState(() => Math.floor(Date.now() / 60_000) * 60_000);
  const [everySeconds, setEvery] = useState(1);
  const read = useMemo(
    () => readMessages(text, { firstMs, everyMs: everySeconds * 1_000 }),
    [text, firstMs, everySeconds],
  );
  const work = useMemo(
    () => (document !== null && read.messages.length > 0 ? { document, messages: read.messages } : null),
    [document, read],
  );
  const { answer, isFailed } = useWork(work, PAUSE_MS);
  return (
    <Stack gap="sm">
      <div>
        <Text size="sm" fw={500}>
          {t('run.messages')}
        </Text>
        <Text size="xs" c="dimmed" mb={4}>
          {t('run.messagesHelp')}
        </Text>
        <MessagesEditor
          label={t('run.messages')}
          example={t('run.example')}
          text={text}
          onChange={onChange}
        />
      </div>
      <Group align="flex-end">
        <NumberInput
          label={t('run.every')}
          value={everySeconds}
          min={0}
          max={86_400}
          decimalScale={3}
          onChange={(value) => setEvery(Number(value) || 0)}
          w={320}
          maw="100%"
        />
        {read.leftOut > 0 && (
          <Text size="sm">{t('run.tooMany', { most: MOST_MESSAGES, count: read.leftOut })}</Text>
        )}
      </Group>
      {document === null && <Alert color="orange">{t('run.wrong')}</Alert>}
      {isFailed && <Alert color="red">{t('run.failed')}</Alert>}
      {answer?.steps ? (
        <RunResult steps={answer.steps} />
      ) : (
        read.messages.length === 0 && (
          <Text size="sm" c="dimmed">
            {t('run.empty')}
          </Text>
        )
      )}
    </Stack>
  );
};
