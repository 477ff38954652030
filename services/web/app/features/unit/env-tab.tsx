import { Group, Stack, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { EnvForm } from '../env/env-form';
import { CommandButton } from './command-button';
import type { UnitTabProps } from './unit-tabs';

/** The variables that the firmware reads at its start. */
export const EnvTab = ({ unit }: UnitTabProps) => {
  const { t } = useTranslation('unit');
  return (
    <Stack gap="md">
      <Group justify="space-between" align="flex-start">
        <Text c="dimmed" maw={640}>
          {t('env.text')}
        </Text>
        <CommandButton unit={unit} command="ENV_UPDATE" />
      </Group>
      <EnvForm unitUuid={unit.uuid} repoUuid={unit.repoUuid} />
    </Stack>
  );
};
