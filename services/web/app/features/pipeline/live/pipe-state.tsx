import { Alert, Group, Paper, Switch, Text } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { pipeLook } from '../../../ui/pipe-look';
import { StateBadge } from '../../../ui/unit-badges';
import type { PipelineNode } from '../pipeline-node';
import { usePipeSwitch } from './use-pipe-switch';

/** Whether the pipe runs, why it does not, and the switch. */
export const PipeState = ({ node, isOwn }: { node: PipelineNode; isOwn: boolean }) => {
  const { t } = useTranslation('pipeline');
  const { turn, isBusy } = usePipeSwitch(node.uuid);
  const { pipe, look } = pipeLook(node);
  return (
    <>
      <Paper withBorder px="md" py="sm">
        <Group justify="space-between" gap="sm">
          <Group gap="sm" role="status">
            <Text fw={600}>{t('state.label')}</Text>
            <StateBadge {...look}>{t(`pipe.${pipe}`)}</StateBadge>
          </Group>
          {isOwn && (
            <Switch
              label={t('state.switch')}
              checked={node.isDataPipeActive}
              disabled={isBusy}
              onChange={(event) => void turn(event.currentTarget.checked)}
            />
          )}
        </Group>
      </Paper>
      {pipe === 'error' && (
        <Alert color="red" icon={<IconAlertTriangle aria-hidden />} title={t('state.errorWhat')} role="alert">
          {node.dataPipeError}
        </Alert>
      )}
    </>
  );
};
