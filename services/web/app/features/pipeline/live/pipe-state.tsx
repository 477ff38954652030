import { Alert, Group, Paper, Switch, Text } from '@mantine/core';
import { IconAlertTriangle, IconFilter, IconFilterOff } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { StateBadge } from '../../../ui/unit-badges';
import type { PipelineNode } from '../pipeline-node';
import { usePipeSwitch } from './use-pipe-switch';

const STATES = {
  Active: { tone: 'good', icon: IconFilter },
  Inactive: { tone: 'quiet', icon: IconFilterOff },
  Error: { tone: 'bad', icon: IconAlertTriangle },
} as const;

type State = keyof typeof STATES;

const stateOf = ({ isDataPipeActive, dataPipeStatus }: PipelineNode): State => {
  if (!isDataPipeActive) return 'Inactive';
  return dataPipeStatus === 'Error' ? 'Error' : 'Active';
};

/** Whether the pipe runs, why it does not, and the switch. */
export const PipeState = ({ node, isOwn }: { node: PipelineNode; isOwn: boolean }) => {
  const { t } = useTranslation('pipeline');
  const { turn, isBusy } = usePipeSwitch(node.uuid);
  const state = stateOf(node);
  return (
    <>
      <Paper withBorder px="md" py="sm">
        <Group justify="space-between" gap="sm">
          <Group gap="sm" role="status">
            <Text fw={600}>{t('state.label')}</Text>
            <StateBadge {...STATES[state]}>{t(`state.${state}`)}</StateBadge>
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
      {state === 'Error' && (
        <Alert color="red" icon={<IconAlertTriangle aria-hidden />} title={t('state.errorWhat')} role="alert">
          {node.dataPipeError}
        </Alert>
      )}
    </>
  );
};
