import { Divider, Group, Paper, Stack, Text, Title } from '@mantine/core';
import { Fragment } from 'react';
import { useTranslation } from 'react-i18next';
import { HealthBadge } from './health-badge';
import { ProcessFacts } from './process-facts';
import { known, KNOWN_SERVICES, type ServiceHealth } from './services';

/** A service: what it is for, how it is, and its processes. */
export const ServiceCard = ({ service, state, processes }: ServiceHealth) => {
  const { t } = useTranslation('admin');
  const name = known(KNOWN_SERVICES, service);
  return (
    <Paper withBorder p="md" component="section" aria-label={service}>
      <Stack gap="xs">
        <Group justify="space-between" wrap="nowrap">
          <Title order={2} size="h4">
            {service}
          </Title>
          <HealthBadge state={state} />
        </Group>
        {name && (
          <Text size="sm" c="dimmed">
            {t(`health.service.${name}`)}
          </Text>
        )}
        {state === 'silent' && <Text size="sm">{t('health.silentText')}</Text>}
        {processes.map((process, index) => (
          <Fragment key={process.instance}>
            {index > 0 && <Divider />}
            <ProcessFacts process={process} />
          </Fragment>
        ))}
      </Stack>
    </Paper>
  );
};
