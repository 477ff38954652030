import { Alert, Button, Code, Stack } from '@mantine/core';
import type { ErrorComponentProps } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';

/** Our own fault in a page; the frame around it goes on working. A new version on the server shows so, too. */
export const PageFault = ({ error }: ErrorComponentProps) => {
  const { t } = useTranslation();
  return (
    <Alert color="red" title={t('fault.title')} role="alert">
      <Stack align="flex-start">
        {t('fault.text')}
        <Code>{error instanceof Error ? error.message : String(error)}</Code>
        <Button onClick={() => location.reload()}>{t('fault.reload')}</Button>
      </Stack>
    </Alert>
  );
};
