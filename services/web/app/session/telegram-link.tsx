import { Alert, Button, Group, Stack, Text, Title } from '@mantine/core';
import { IconBrandTelegram } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useClient, type CombinedError } from 'urql';
import { problemOf } from '../api/problem';
import { ProblemNotice } from '../ui/problem-notice';
import { TelegramLinkDocument } from './profile.generated';
import type { SessionUser } from './session';
import { TelegramWait } from './telegram-wait';

/** 405: the instance runs no bot (`docs/protocol/rest-graphql.md 2.1`). */
const isBotOff = (error: CombinedError): boolean =>
  problemOf(error).text.includes('bot is switched off') || error.message.includes('Feature Flag');

/** The way from this account to a chat with the instance's bot. */
export const TelegramLink = ({ status }: { status: SessionUser['status'] }) => {
  const { t } = useTranslation('session');
  const client = useClient();
  const [link, setLink] = useState<string>();
  const [error, setError] = useState<CombinedError>();
  const [isBusy, setBusy] = useState(false);
  const ask = async () => {
    setBusy(true);
    const answer = await client.query(TelegramLinkDocument, {}, { requestPolicy: 'network-only' });
    setBusy(false);
    setError(answer.error);
    setLink(answer.data?.getVerificationUser);
  };
  const isLinked = status === 'VERIFIED';
  return (
    <Stack gap="sm">
      <Title order={2}>Telegram</Title>
      <Text size="sm" c="dimmed">
        {t(isLinked ? 'telegram.linked' : 'telegram.text')}
      </Text>
      {error &&
        (isBotOff(error) ? (
          <Alert color="gray" title={t('telegram.off')} role="status">
            {t('telegram.offText')}
          </Alert>
        ) : (
          <ProblemNotice error={error} />
        ))}
      {link && !isLinked && <TelegramWait key={link} link={link} />}
      <Group>
        <Button
          variant="default"
          loading={isBusy}
          leftSection={<IconBrandTelegram size={16} aria-hidden />}
          onClick={() => void ask()}
        >
          {t(isLinked ? 'telegram.other' : 'telegram.get')}
        </Button>
      </Group>
    </Stack>
  );
};
