import { Group, Loader, Paper, Progress, Stack, Text } from '@mantine/core';
import { IconCircleCheck } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../ui/format';
import { readTime } from '../../ui/read-time';
import { useNow } from '../../ui/relative-time';
import { SyncButton } from './sync-button';
import { SyncProblem } from './sync-problem';
import type { Registry } from './use-registry';

const Elapsed = ({ since }: { since: string }) => {
  const format = useFormat();
  const seconds = Math.max(0, Math.round((useNow() - readTime(since).getTime()) / 1_000));
  return <span className="numeric">{format.duration(seconds)}</span>;
};

const Running = ({ registry }: { registry: Registry }) => {
  const { t } = useTranslation('git');
  return (
    <Paper withBorder p="md" role="status">
      <Stack gap="xs">
        <Group gap="xs">
          <Loader size="xs" aria-hidden />
          <Text fw={600}>{t('progress.running')}</Text>
          {registry.syncLastDatetime && <Elapsed since={registry.syncLastDatetime} />}
        </Group>
        <Progress value={100} animated aria-label={t('progress.running')} />
        <Text size="sm" c="dimmed">
          {t('progress.what')}
        </Text>
      </Stack>
    </Paper>
  );
};

const Done = ({ registry }: { registry: Registry }) => {
  const { t } = useTranslation('git');
  const format = useFormat();
  return (
    <Paper withBorder p="md" role="status">
      <Group gap="xs" wrap="nowrap">
        <IconCircleCheck color="var(--mantine-color-teal-6)" aria-hidden />
        <Text>
          <b>{t('progress.done')}</b>{' '}
          {t('progress.has', {
            count: registry.branches.length,
            size: format.bytes(registry.localRepositorySize),
          })}
        </Text>
      </Group>
    </Paper>
  );
};

/** How the copying of a repository goes, live. `children`: what else can be done when it failed. */
export const RegistryProgress = ({ registry, children }: { registry: Registry; children?: ReactNode }) => {
  const { t } = useTranslation('git');
  if (registry.syncStatus === 'UPDATED') return <Done registry={registry} />;
  if (registry.syncStatus !== 'ERROR') return <Running registry={registry} />;
  return (
    <SyncProblem syncError={registry.syncError ?? ''}>
      <SyncButton registry={registry} label={t('tryAgain')} size="xs" color="red" />
      {children}
    </SyncProblem>
  );
};
