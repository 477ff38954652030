import { Alert, Group, Loader, Stack, Text } from '@mantine/core';
import { IconAlertTriangle, IconCheck, IconClockPause } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { LinkAnchor } from '../../../ui/links';
import { RelativeTime } from '../../../ui/relative-time';
import { shortCommit, StateBadge } from '../../../ui/unit-badges';
import type { Unit } from '../use-unit';
import { updateFault } from './update-fault';

/** The command lies ready for a device that is away: nothing is wrong. */
export const isAwaitingDevice = (unit: Unit): boolean =>
  !unit.isOnline &&
  (unit.firmwareUpdateStatus === 'REQUEST_SENT' ||
    (unit.firmwareUpdateStatus === 'ERROR' && updateFault(unit.firmwareUpdateError).kind === 'waiting'));

const Running = ({ unit }: { unit: Unit }) => {
  const { t } = useTranslation('unit');
  return (
    <Alert color="blue" icon={<Loader size="sm" type="oval" aria-hidden />} title={t('update.running')}>
      <Text size="sm">
        {t('update.runningText', { commit: shortCommit(unit.targetCommit ?? '') })}{' '}
        {unit.lastFirmwareUpdateDatetime && (
          <>
            {t('update.sent')} <RelativeTime time={unit.lastFirmwareUpdateDatetime} />
          </>
        )}
      </Text>
    </Alert>
  );
};

const Failed = ({ unit, isOwner }: { unit: Unit; isOwner: boolean }) => {
  const { t } = useTranslation('unit');
  const fault = updateFault(unit.firmwareUpdateError);
  return (
    <Alert color="red" icon={<IconAlertTriangle aria-hidden />} title={t('update.failed')}>
      <Stack gap={4}>
        <Text size="sm">
          {fault.kind === 'other' ? fault.text || t('update.fault.unknown') : t(`update.fault.${fault.kind}`)}
        </Text>
        {isOwner && fault.kind === 'late' && (
          <Group gap="md">
            <LinkAnchor
              size="sm"
              to="/unit/$uuid"
              params={{ uuid: unit.uuid }}
              search={{ tab: 'logs', level: ['WARNING', 'ERROR', 'CRITICAL'] }}
            >
              {t('update.seeLogs')}
            </LinkAnchor>
          </Group>
        )}
      </Stack>
    </Alert>
  );
};

/** How the update goes, as it goes. */
export const UpdateProgress = ({ unit, isOwner }: { unit: Unit; isOwner: boolean }) => {
  const { t } = useTranslation('unit');
  const { firmwareUpdateStatus: status, isOutdated, currentCommitVersion, targetCommit } = unit;
  const content = () => {
    if (isAwaitingDevice(unit))
      return (
        <Alert color="gray" icon={<IconClockPause aria-hidden />} title={t('update.waiting')}>
          <Text size="sm">{t('update.waitingText')}</Text>
        </Alert>
      );
    if (status === 'REQUEST_SENT') return <Running unit={unit} />;
    if (status === 'ERROR') return <Failed unit={unit} isOwner={isOwner} />;
    if (currentCommitVersion && currentCommitVersion === targetCommit && !isOutdated)
      return (
        <StateBadge tone="good" icon={IconCheck}>
          {t('update.done')}
        </StateBadge>
      );
    return null;
  };
  return <div role="status">{content()}</div>;
};
