import { Stack, Tabs, Text, Title } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { CopyField } from '../../ui/copy-field';
import { Warning } from '../../ui/warning';
import type { GuideUnitQuery } from './guide.generated';
import classes from './guide.module.css';
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
      <ol className={classes.commands}>
        {startCommands(kind, unit, reach).map((command, index) => (
          <li key={command}>
            {t(`start.${kind}.${index as 0 | 1 | 2}`)}
            <CopyField value={command} label={t('start.command', { number: index + 1 })} block />
          </li>
        ))}
      </ol>
    </Stack>
  );
};

/** Three commands that put the archive where it runs, by kind of device. */
export const StartDevice = ({ unit, reach }: StartDeviceProps) => {
  const { t } = useTranslation('guide');
  return (
    <Stack gap="xs">
      <Title order={3} size="h4">
        {t('start.title')}
      </Title>
      {reach.isLocalOnly && <Warning title={t('start.local.title')}>{t('start.local.text')}</Warning>}
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
