import { Alert } from '@mantine/core';
import { IconCheck } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Warning } from '../../../ui/warning';
import type { ServiceHealth } from './services';

/** The answer in a line: is everything well, and if not, who is not. */
export const HealthSummary = ({ services }: { services: readonly ServiceHealth[] }) => {
  const { t } = useTranslation('admin');
  const troubled = services.filter(({ state }) => state !== 'ready');
  const processes = services.reduce((sum, service) => sum + service.processes.length, 0);
  if (troubled.length > 0)
    return (
      <Warning role="status" title={t('health.troubled', { count: troubled.length })}>
        {troubled.map(({ service }) => service).join(', ')}
      </Warning>
    );
  return (
    <Alert
      role="status"
      color="teal"
      icon={<IconCheck aria-hidden />}
      title={t('health.well')}
      styles={{ title: { color: 'var(--mantine-color-text)' } }}
    >
      {t('health.wellText', {
        services: t('health.services', { count: services.length }),
        processes: t('health.processes', { count: processes }),
      })}
    </Alert>
  );
};
