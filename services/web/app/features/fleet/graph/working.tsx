import { Paper, Progress, Text } from '@mantine/core';
import { useSyncExternalStore } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../../ui/format';
import type { LoadProgressStore } from './load-progress';
import classes from './graph.module.css';

/** Long work, and how far it is. */
export const Working = ({ text, share }: { text: string; share: number }) => (
  <Paper withBorder p="xs" className={classes.working} role="status">
    <Text size="xs">{text}</Text>
    <Progress value={100 * share} size="sm" aria-label={text} />
  </Paper>
);

/** How much of the fleet has come. */
export const Loading = ({ progress }: { progress: LoadProgressStore }) => {
  const { t } = useTranslation('fleet');
  const { number } = useFormat();
  const { loaded, total } = useSyncExternalStore(progress.watch, progress.read);
  return (
    <Working
      text={t('graph.loading', { loaded: number(loaded), total: number(total) })}
      share={total === 0 ? 0 : loaded / total}
    />
  );
};
