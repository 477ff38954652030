import { Alert, Group, Text } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { adviceOn, reasonOf } from './sync-advice';

/** Why a repository could not be copied, and what to do about it. */
export const SyncProblem = ({ syncError, children }: { syncError: string; children?: ReactNode }) => {
  const { t } = useTranslation('git');
  const advice = adviceOn(syncError);
  return (
    <Alert
      color="red"
      role="alert"
      icon={<IconAlertTriangle aria-hidden />}
      title={t(`advice.${advice}.title`)}
    >
      <Text size="sm">{t(`advice.${advice}.text`)}</Text>
      <Text size="sm" c="dimmed" mt={4}>
        {t('advice.said', { reason: reasonOf(syncError) })}
      </Text>
      {children && <Group mt="sm">{children}</Group>}
    </Alert>
  );
};
