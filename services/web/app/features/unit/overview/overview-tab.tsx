import { Stack, Title } from '@mantine/core';
import { IconPlugConnected } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { EmptyState } from '../../../ui/empty-state';
import { LinkButton } from '../../../ui/links';
import type { UnitTabProps } from '../unit-tabs';
import { DevicePanel } from './device-panel';
import { UnitNodes } from './unit-nodes';

/** How the device is, and the values that go in and out. */
export const OverviewTab = ({ unit, isOwner, memoryTrend }: UnitTabProps) => {
  const { t } = useTranslation('unit');
  const action = isOwner && (
    <LinkButton to="/unit/$uuid" params={{ uuid: unit.uuid }} search={{ tab: 'firmware' }}>
      {t('silent.action')}
    </LinkButton>
  );
  return (
    <Stack gap="lg">
      {unit.unitState ? (
        <DevicePanel state={unit.unitState} memoryTrend={memoryTrend} />
      ) : (
        <EmptyState icon={IconPlugConnected} title={t('silent.title')} action={action}>
          {t(isOwner ? 'silent.text' : 'silent.foreign')}
        </EmptyState>
      )}
      <Stack gap="sm">
        <Title order={2}>{t('nodes.title')}</Title>
        <UnitNodes unit={unit} />
      </Stack>
    </Stack>
  );
};
