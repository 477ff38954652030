import { Anchor, Paper, Stack, Text } from '@mantine/core';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useQuery } from 'urql';
import { CopyField } from '../ui/copy-field';
import { SessionDocument } from './session.generated';

/** So long the code in the link is good (`docs/protocol/rest-graphql.md 4.2`). */
const GOOD_S = 60;
const ASK_EVERY_S = 3;

/** The link, how long it still works, and whether it was followed: the account is looked at while it may be. */
export const TelegramWait = ({ link }: { link: string }) => {
  const { t } = useTranslation('session');
  const [left, setLeft] = useState(GOOD_S);
  const [, look] = useQuery({ query: SessionDocument, pause: true });
  useEffect(() => {
    const end = Date.now() + GOOD_S * 1_000;
    const timer = setInterval(() => {
      const seconds = Math.max(0, Math.ceil((end - Date.now()) / 1_000));
      setLeft(seconds);
      if (seconds % ASK_EVERY_S === 0) look({ requestPolicy: 'network-only' });
      if (seconds === 0) clearInterval(timer);
    }, 1_000);
    return () => clearInterval(timer);
  }, [look]);
  if (left === 0)
    return (
      <Text size="sm" role="status">
        {t('telegram.over')}
      </Text>
    );
  return (
    <Paper withBorder p="sm">
      <Stack gap={6}>
        <Anchor href={link} target="_blank" rel="noreferrer" style={{ overflowWrap: 'anywhere' }}>
          {t('telegram.open')}
        </Anchor>
        <CopyField value={link} label={t('telegram.link')} />
        <Text size="sm" className="numeric">
          {t('telegram.left', { count: left })}
        </Text>
      </Stack>
    </Paper>
  );
};
