import { Alert, List, Stack, Tabs, Text, Title } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { CopyField } from '../../ui/copy-field';
import type { GuideUnitQuery } from './guide.generated';
import { KINDS, startCommands, type Kind, type Reach } from './start-commands';

interface StartDeviceProps {
  readonly unit: GuideUnitQuery['getUnit'];
  readonly reach: Reach;
}

interface CommandsProps extends StartDeviceProps {
  readonly kind: Kind;
}

const Commands = ({ kind, unit, reach }: CommandsProps) => {
  const { t } = useTranslation('guide');
  return (
    <Stack gap="xs" mt="sm">
      <Text size="sm">{t(`start.${kind}.needs`)}</Text>
      <List
        type="ordered"
        size="sm"
        spacing="xs"
        styles={{ itemWrapper: { width: '100%' }, itemLabel: { width: '100%' } }}
      >
        {startCommands(kind, unit, reach).map((command, index) => (
          <List.Item key={command}>
            {t(`start.${kind}.${index as 0 | 1 | 2}`)}
            <CopyField value={command} label={t('start.command', { number: index + 1 })} block />
          </List.Item>
        ))}
      </List>
    </Stack>
  );
};

/** Three commands that put the archive where it runs, by kind of device. */
export const StartDevice = ({ unit, reach }: StartDeviceProps) => {
  const { t } = useTranslation('guide');
  return (
    <Stack gap="xs">
      <Title order={2}>{t('start.title')}</Title>
      {reach.isLocalOnly && (
        <Alert color="yellow" icon={<IconAlertTriangle aria-hidden />} title={t('start.local.title')}>
          {t('start.local.text')}
        </Alert>
      )}
      <Tabs defaultValue="node" keepMounted={false}>
        <Tabs.List aria-label={t('start.kinds')}>
          {KINDS.map((kind) => (
            <Tabs.Tab key={kind} value={kind}>
              {t(`start.${kind}.name`)}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        {KINDS.map((kind) => (
          <Tabs.Panel key={kind} value={kind}>
            <Commands kind={kind} unit={unit} reach={reach} />
          </Tabs.Panel>
        ))}
      </Tabs>
      <Text size="sm" c="dimmed">
        {t('start.token')}
      </Text>
    </Stack>
  );
};
