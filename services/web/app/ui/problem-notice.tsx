import { Alert, Button, Group, Text } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import type { CombinedError } from '@urql/core';
import { useTranslation } from 'react-i18next';
import { problemOf } from '../api/problem';

/** What went wrong in a line, and what to do about it. */
export const useProblemText = () => {
  const { t } = useTranslation();
  return (error: CombinedError): { title: string; text: string } => {
    const { kind, text } = problemOf(error);
    return { title: t(`problem.${kind}.title`), text: t(`problem.${kind}.text`, { text }) };
  };
};

/** In the place of what could not be shown. */
export const ProblemNotice = ({ error, onRetry }: { error: CombinedError; onRetry?: () => void }) => {
  const { t } = useTranslation();
  const { title, text } = useProblemText()(error);
  return (
    <Alert color="red" icon={<IconAlertTriangle aria-hidden />} title={title} role="alert">
      <Group justify="space-between" align="flex-end">
        <Text size="sm">{text}</Text>
        {onRetry && (
          <Button size="xs" variant="light" color="red" onClick={onRetry}>
            {t('action.retry')}
          </Button>
        )}
      </Group>
    </Alert>
  );
};
