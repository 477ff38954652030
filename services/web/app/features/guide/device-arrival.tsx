import { Alert, Group, Loader, Text } from '@mantine/core';
import { IconCircleCheck } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { LinkButton } from '../../ui/links';
import { RelativeTime } from '../../ui/relative-time';
import type { GuideUnitQuery } from './guide.generated';

type Unit = GuideUnitQuery['getUnit'];

const GREEN = {
  root: { border: '2px solid var(--mantine-color-teal-6)' },
  title: { color: 'var(--mantine-color-text)', fontSize: 'var(--mantine-font-size-lg)' },
};

const Words = ({ unit }: { unit: Unit }) => {
  const { t } = useTranslation('guide');
  if (unit.isOnline) return <>{t('device.online.text')}</>;
  return (
    <>
      {t('device.seen.text')} <RelativeTime time={unit.lastSeenDatetime!} />
    </>
  );
};

/** Waits for the device, and turns green when it is there. */
export const DeviceArrival = ({ unit }: { unit: Unit }) => {
  const { t } = useTranslation('guide');
  if (!unit.isOnline && !unit.lastSeenDatetime)
    return (
      <Alert
        color="cyan"
        role="status"
        icon={<Loader size="xs" aria-hidden />}
        title={t('device.waiting.title')}
      >
        <Text size="sm">{t('device.waiting.text')}</Text>
      </Alert>
    );
  const title = t(`device.${unit.isOnline ? 'online' : 'seen'}.title`, { name: unit.name });
  return (
    <Alert color="teal" role="status" icon={<IconCircleCheck aria-hidden />} title={title} styles={GREEN}>
      <Group justify="space-between">
        <Text size="sm">
          <Words unit={unit} />
        </Text>
        <LinkButton to="/unit/$uuid" params={{ uuid: unit.uuid }}>
          {t('device.open')}
        </LinkButton>
      </Group>
    </Alert>
  );
};
